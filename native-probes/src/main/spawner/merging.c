/*
 * "merging PROGRAM ARGUMENT..." becomes that program, whose memory the kernel may merge with like pages of
 * others (KSM, PR_SET_MEMORY_MERGE of Linux 6.4): what it starts inherits that. Static, no C library, so
 * that it runs in every container. It ends with 125 where the kernel refuses, 127 where there is no such
 * program, 126 where that cannot be run.
 */
#include "raw.h"

#include <asm/errno.h>

/* linux/prctl.h has it from 6.4 on. */
#define SET_MEMORY_MERGE 67

#define REFUSED 125
#define NOT_RUN 126
#define NOT_FOUND 127
#define STDERR 2
#define MOST_PATH 4096

static long length(const char *text) {
    long n = 0;
    while (text[n]) {
        n++;
    }
    return n;
}

_Noreturn static void fail(int status, const char *what, const char *why) {
    CALL3(__NR_write, STDERR, "merging: ", 9);
    CALL3(__NR_write, STDERR, what, length(what));
    CALL3(__NR_write, STDERR, why, length(why));
    leave(status);
}

static const char *path_of(const char *const *environment) {
    for (; *environment; environment++) {
        const char *one = *environment;
        if (one[0] == 'P' && one[1] == 'A' && one[2] == 'T' && one[3] == 'H' && one[4] == '=') {
            return one + 5;
        }
    }
    return "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
}

/* The next folder of a path with a name behind it; returns what is left of the path, or 0 at its end. */
static const char *joined(const char *path, const char *name, char *whole) {
    long at = 0;
    while (*path && *path != ':' && at < MOST_PATH / 2) {
        whole[at++] = *path++;
    }
    if (at == 0) {
        whole[at++] = '.';
    }
    whole[at++] = '/';
    for (long i = 0; name[i] && at < MOST_PATH - 1; i++) {
        whole[at++] = name[i];
    }
    whole[at] = 0;
    while (*path && *path != ':') {
        path++;
    }
    return *path ? path + 1 : 0;
}

static int has_slash(const char *name) {
    while (*name && *name != '/') {
        name++;
    }
    return *name == '/';
}

/* -errno: as execvp(3), without its shell for what is no program. */
static long run(const char *const *arguments, const char *const *environment) {
    static char whole[MOST_PATH];
    if (has_slash(arguments[0])) {
        return CALL3(__NR_execve, arguments[0], arguments, environment);
    }
    long why = -ENOENT;
    for (const char *left = path_of(environment); left;) {
        left = joined(left, arguments[0], whole);
        long rc = CALL3(__NR_execve, whole, arguments, environment);
        why = rc == -ENOENT || rc == -ENOTDIR ? why : rc;
    }
    return why;
}

__attribute__((used)) _Noreturn static void begin(const long *stack) {
    const char *const *arguments = (const char *const *)(stack + 1);
    if (stack[0] < 2) {
        fail(NOT_FOUND, "", "which program?\n");
    }
    if (call6(__NR_prctl, SET_MEMORY_MERGE, 1, 0, 0, 0, 0) != 0) {
        fail(REFUSED, "", "the kernel merges no memory of processes (PR_SET_MEMORY_MERGE, Linux 6.4)\n");
    }
    long why = run(arguments + 1, arguments + stack[0] + 1);
    fail(why == -ENOENT ? NOT_FOUND : NOT_RUN, arguments[1],
         why == -ENOENT ? ": not found\n" : ": cannot be run\n");
}
