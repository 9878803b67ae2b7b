"""``python -m yotinspect``."""

from yotinspect.cli.main import main

if __name__ == "__main__":
    main()
