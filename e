tare: cannot write the run folder /nope/x (/ is no folder that may be written); name one with --out DIR
