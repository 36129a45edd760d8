/* The client's end: where the server is, connections that cannot hang, and the reasons of failures. */
#ifndef TARE_NET_CLIENT_H
#define TARE_NET_CLIENT_H

#include "net_wire.h"
#include "probe.h"

#include <sched.h>
#include <sys/socket.h>

struct net_client {
    /* What serves there; NULL: this suite's own server. */
    const char *program;
    char host[256];
    int64_t port;
    int64_t timeout_ms;
    /* SO_BUSY_POLL of the data socket, us; 0: off. */
    int64_t busy_poll_us;
    struct sockaddr_storage address;
    socklen_t address_length;
    /* The connection that asks for the server's account; -1: none. */
    int control;
    /* A question is out; of its answer these many bytes are here. */
    int asked;
    size_t have;
    struct net_report answer;
    /* -1: not pinned. */
    int64_t cpu;
    /* The thread that was pinned, and where it was allowed to run before. */
    int pinned;
    cpu_set_t allowed;
};

/*
 * Reads host (127.0.0.1), port, timeoutMs (5000), busyPoll (0), cpus and thread, and makes sure that
 * a server of this version is there. 0 or -errno with the reason. Closed also after an error.
 */
int64_t net_client_open(struct probe *p, struct net_client *c);
void net_client_close(struct net_client *c);

/* The same without asking whether such a server is there: for servers of other programs. */
int64_t net_client_reach(struct probe *p, struct net_client *c);

/* A connected socket with time-outs and no delay. The descriptor or -errno. */
int64_t net_client_stream(struct probe *p, struct net_client *c);

/* Pins the calling thread unless it already is: JMH may call from another one. 0 or -errno. */
int64_t net_client_pin(struct probe *p, struct net_client *c);

/* A connected socket with time-outs and no delay, its pattern said. The descriptor or -errno. */
int64_t net_client_connect(struct probe *p, struct net_client *c, enum net_pattern pattern,
                           int64_t bytes);

/* A datagram socket that hears only the server; reads wait for wait_ms. The descriptor or -errno. */
int64_t net_client_datagrams(struct probe *p, struct net_client *c, int64_t wait_ms);

/* The server's account, in this machine's byte order. 0 or -errno. */
int64_t net_client_report(struct probe *p, struct net_client *c, struct net_report *report);

/*
 * The same in two steps, for who has something to do in between: asks, unless a question is out
 * already; and takes the answer, with flags as of recv(). 1 it is here, 0 not yet, or -errno.
 */
int64_t net_client_ask(struct probe *p, struct net_client *c);
int64_t net_client_answered(struct probe *p, struct net_client *c, int flags,
                            struct net_report *report);

/* Sends and receives all of it. 0 or -errno with the reason; the end of the connection is -ECONNRESET. */
int64_t net_client_send(struct probe *p, struct net_client *c, int fd, const void *data,
                        size_t size);
int64_t net_client_receive(struct probe *p, struct net_client *c, int fd, void *data, size_t size);

/* Whether the kernel has no room to track one more connection, in which case it drops packets silently. */
int net_tracking_is_full(int64_t *most);

/* One line for what went wrong with this server: what, where, the remedy. -err. */
int64_t net_client_fail(struct probe *p, const struct net_client *c, int err);

/*
 * What every client counts: "serverCpuNs" (by its own account), "clientCpuNs" (the calling thread),
 * "cpu" (-ENODATA: not pinned); and with the socket of a connection "retransmits" (TCP_INFO).
 */
int64_t net_client_counter(struct probe *p, struct net_client *c, int fd, const char *name);

#endif
