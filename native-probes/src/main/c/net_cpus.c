#define _GNU_SOURCE
#include "net_cpus.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The n-th CPU of the process's first thread, which no probe pins; -errno. */
static int64_t nth_cpu(int n, int *count) {
    cpu_set_t set;
    if (sched_getaffinity(getpid(), sizeof set, &set) < 0) {
        return -errno;
    }
    *count = CPU_COUNT(&set);
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
        if (CPU_ISSET(cpu, &set) && n-- == 0) {
            return cpu;
        }
    }
    return -ENODEV;
}

static int64_t by_itself(enum net_end end, int64_t thread) {
    int count;
    int64_t first = nth_cpu(0, &count);
    if (first < 0 || count == 1) {
        return first;
    }
    if (end == NET_SERVER) {
        return nth_cpu(1, &count);
    }
    int n = (int)(thread % (count - 1));
    return nth_cpu(n == 0 ? 0 : n + 1, &count);
}

int64_t net_cpu_of(struct probe *p, enum net_end end, int64_t *cpu) {
    char text[32];
    int64_t thread;
    int64_t rc = probe_text(p, "cpus", "auto", text, sizeof text);
    rc = rc < 0 ? rc : probe_i64(p, "thread", 0, 0, 1000000, &thread);
    *cpu = -1;
    if (rc < 0 || strcmp(text, "none") == 0) {
        return rc;
    }
    if (strcmp(text, "auto") == 0) {
        *cpu = by_itself(end, thread);
        return *cpu < 0 ? *cpu : 0;
    }
    char *end_of_first;
    char *end_of_second = text;
    long first = strtol(text, &end_of_first, 10);
    long second = *end_of_first == ',' ? strtol(end_of_first + 1, &end_of_second, 10) : -1;
    if (end_of_first == text || *end_of_second || first < 0 || second < 0 || first > NET_MOST_CPU ||
        second > NET_MOST_CPU) {
        return probe_fail(p, EINVAL, "cpus=%s: must be auto, none, or CLIENT,SERVER such as 0,1",
                          text);
    }
    *cpu = end == NET_CLIENT ? first : second;
    return 0;
}
