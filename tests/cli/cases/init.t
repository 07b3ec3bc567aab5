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
