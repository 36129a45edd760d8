/* Where the two ends of a connection run. */
#ifndef TARE_NET_CPUS_H
#define TARE_NET_CPUS_H

#include "probe.h"

#define NET_MOST_CPU 1023

enum net_end { NET_CLIENT, NET_SERVER };

/*
 * The CPU of one end by the config's cpus: "auto" (the server on the second allowed CPU, or on the
 * only one; clients on the others, by the config's thread), "none", or CLIENT,SERVER. Leaves -1 for
 * unpinned. 0 or -errno with the reason.
 */
int64_t net_cpu_of(struct probe *p, enum net_end end, int64_t *cpu);

#endif
