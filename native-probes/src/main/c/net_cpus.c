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
    int count = 1;
    int64_t first = nth_cpu(0, &count);
    if (first < 0 || count <= 1) {
        return first;
    }
    if (end == NET_SERVER) {
        return nth_cpu(1, &count);
    }
    int n = (int)(thread % (count - 1));
    return nth_cpu(n == 0 ? 0 : n + 1, &count);
}

/* The number that the text starts with, up to a comma or its end; -1 where there is none. */
static int64_t cpu_in(const char *text) {
    char *end;
    long cpu = strtol(text, &end, 10);
    return end == text || (*end && *end != ',') || cpu > NET_MOST_CPU ? -1 : cpu;
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
    char *comma = strchr(text, ',');
    int64_t client = cpu_in(text);
    int64_t server = comma && !strchr(comma + 1, ',') ? cpu_in(comma + 1) : -1;
    if (client < 0 || server < 0) {
        return probe_fail(p, EINVAL, "cpus=%s: must be auto, none, or CLIENT,SERVER such as 0,1",
                          text);
    }
    *cpu = end == NET_CLIENT ? client : server;
    return 0;
}
