`baton init` makes .baton and says what is watched.

  $ baton init
  $SCRATCH/.baton was made.
  Nothing to watch yet: a session file such as .claude/tasks/session-current.md or an agent definition is found as soon as it is there.
  $ baton init
  $SCRATCH/.baton is there already.
  Nothing to watch yet: a session file such as .claude/tasks/session-current.md or an agent definition is found as soon as it is there.
  $ ls -A; stat -c %a .baton; cat .baton/.gitignore
  .baton
  700
  *
  !.gitignore
  !config.yaml
  !allowed_signers

Its settings say nothing; without the marks they are understood.

  $ grep -vc '^#' .baton/config.yaml
  0
  [1]
  $ cp .baton/config.yaml kept && sed -i 's/^#\([^ #]\|  \)/\1/' .baton/config.yaml
  $ baton config >/dev/null && baton trust --json | grep '"name"'
  {"name":"unit","argv":["npm","test"],"dir":"$SCRATCH","from":".baton/config.yaml:17","trusted":false,"refused":null,"digest":"<digest>"}
  $ mv kept .baton/config.yaml; echo '# mine' >>.baton/config.yaml
  $ baton init | head -1; tail -1 .baton/config.yaml
  $SCRATCH/.baton is there already.
  # mine

  $ mkdir -p .claude/tasks .claude/agents && printf -- '- [ ] T-1 One\n' >.claude/tasks/session-current.md
  $ printf -- '---\nname: qa-engineer\ndescription: Tests.\n---\n' >.claude/agents/qa-engineer.md
  $ baton init
  $SCRATCH/.baton is there already.
  Watches
    agent    .claude/agents/qa-engineer.md
    session  .claude/tasks/session-current.md  1 tasks
  $ baton doctor | cut -c 7-20
  project       
  settings      
  ledger        
  spool         
  documents     
  files         
  sqlite        
                
                
  file system   
  inotify       
  terminal      
                
  locale        
  colours       
  git           
  signatures    
  policy        
  person        
  agent client  
  themes        
