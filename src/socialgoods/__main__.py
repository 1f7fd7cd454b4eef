from socialgoods.config.command import main

main()
