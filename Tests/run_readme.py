#!/usr/bin/env python3
"""Runs the commands of README.md from *Use* to *Embed*, as they stand and in their order, in a directory of their own.
Usage: run_readme.py DAYBOOK, the program. What follows the log is interrupted after its first line; all must end well.
Needs jq, lz4 and protoc, as the README's lines do; `python3` is the Python that runs this."""
import os, re, shlex, signal, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SECONDS = 600  # the slowest line makes up a month with a debug build, which takes about one minute


def commands():
    text = open(os.path.join(ROOT, "README.md"), encoding="utf-8").read()
    part = text[text.index("\n## Use\n"):text.index("\n### Embed\n")]
    for block in re.findall(r"```sh\n(.*?)```", part, re.S):
        yield from (line for line in block.splitlines() if line.strip())


def run(line, place, environment):
    follows = "--follow" in line
    command = f"exec {line}" if follows else f"set -e -o pipefail\n{line}"
    process = subprocess.Popen(
        ["bash", "-c", command], cwd=place, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    first = process.stdout.readline() if follows else b""
    if follows: process.send_signal(signal.SIGINT)
    output = (first + process.communicate(timeout=SECONDS)[0]).decode("utf-8", "replace")
    print(f"{'ok  ' if process.returncode == 0 else 'FAIL'} {line.split('  #')[0].rstrip()}", flush=True)
    if process.returncode != 0: print(f"     exit status {process.returncode}\n{output[-2000:]}")
    return process.returncode == 0


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as place:
        for name in ("Fixtures", "Tests"):
            os.symlink(os.path.join(ROOT, name), os.path.join(place, name))
        os.mkdir(os.path.join(place, "bin"))
        os.symlink(program, os.path.join(place, "bin", "daybook"))
        python = os.path.join(place, "bin", "python3")
        with open(python, "w", encoding="utf-8") as script:
            script.write(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n')
        os.chmod(python, 0o755)
        environment = dict(os.environ, PATH=os.path.join(place, "bin") + ":" + os.environ["PATH"])
        results = [run(line, place, environment) for line in commands()]
    print(f"{sum(results)} of {len(results)} lines of the README ended well")
    return 0 if results and all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
