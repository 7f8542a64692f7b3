"""Runs a command in a terminal of its own, and closes the terminal when a file has grown to a size: FILE SIZE COMMAND..."""

import os
import pty
import select
import sys
import time

path, size, command = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
until = time.time() + 120
while time.time() < until and not (os.path.exists(path) and os.path.getsize(path) >= size):
    if select.select([terminal], [], [], 0.05)[0]:
        os.read(terminal, 65536)
os.close(terminal)
os.waitpid(pid, 0)
