/* The mounts that this process sees, as /proc/self/mountinfo tells them (proc_pid_mountinfo(5)). */
#ifndef TARE_MOUNTS_H
#define TARE_MOUNTS_H

#include <stdio.h>

/* One of them: the folder of its file system that is its root, where that is seen, and what it is. */
struct mount_line {
    int id;
    char root[512], point[512], type[32], source[512], options[1024];
};

/* NULL where it cannot be read; whoever opened it closes it. */
FILE *mounts_open(void);

/* The next that can be told; 0 at the end, or where there is no file. */
int mounts_next(FILE *file, struct mount_line *line);

#endif
