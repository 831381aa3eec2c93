from bacung.site.command import main

main()
