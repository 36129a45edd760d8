/* The server's event loop: one thread, one port number for TCP and UDP, all patterns. */
#ifndef TARE_NET_LOOP_H
#define TARE_NET_LOOP_H

#include "probe.h"

struct net_loop;

/*
 * Listens on an address and a port; port 0 takes a free one. 0 or -errno with the reason in p.
 * What comes back in out is released with net_loop_close(), also after an error.
 */
int64_t net_loop_open(struct probe *p, const char *address, int port, struct net_loop **out);

/* The port that it listens on, from 1. */
int net_loop_port(const struct net_loop *l);

/* The descriptors that a process which serves must keep: fills fds, at most size, and returns how many. */
int net_loop_fds(const struct net_loop *l, int *fds, int size);

/*
 * Serves until stop_fd is readable or at its end. Makes system calls only, allocates nothing from
 * the heap and takes no lock: fit for a child forked from a process of many threads. 0 or -errno.
 */
int64_t net_loop_run(struct net_loop *l, int stop_fd);

void net_loop_close(struct net_loop *l);

#endif
