"""The `dlcourse` command: one thin file per subcommand, each imported only when it is called."""
