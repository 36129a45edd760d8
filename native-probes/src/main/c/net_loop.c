/*
 * The server's event loop. Sockets are blocking and read with MSG_DONTWAIT; what a connection is
 * given (no delay, keep-alive, time-outs) it inherits from the listening socket, so that accepting
 * one costs one call.
 *
 * A lone client is served without epoll: after HOT_AFTER events of the same source in a row the
 * loop waits in that source's own read, looks around every HOT_ROUNDS reads, and goes back to epoll
 * when something else is there or the source was idle for NET_HOT_IDLE_US. A request thus costs the
 * two calls that it costs a server of one client.
 */
#define _GNU_SOURCE
#include "net_loop.h"

#include "net_peer.h"
#include "net_wire.h"

#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#define HOT_AFTER 4
#define HOT_ROUNDS 64
#define MOST_EVENTS 64

/* Sources that are no connection. */
enum { LISTENER = NET_MOST_PEERS, DATAGRAMS, STOP };

struct net_loop {
    struct net_server server;
    int port;
    /* How many events in a row came from last alone. */
    int in_a_row;
    uint32_t last;
};

static int64_t watch(int epoll, int fd, uint32_t source) {
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = source};
    return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) < 0 ? -errno : 0;
}

/* One step of one source. NET_DROP, NET_IDLE (nothing was there) or NET_KEEP. */
static enum net_step serve(struct net_server *s, uint32_t source, int flags) {
    if (source == LISTENER) {
        return net_server_accept(s, flags);
    }
    if (source == DATAGRAMS) {
        return net_server_datagrams(s, flags);
    }
    struct net_peer *peer = &s->peers[source];
    if (peer->fd < 0) {
        return NET_DROP;
    }
    enum net_step step = net_peer_step(s, peer, flags);
    if (step == NET_DROP) {
        net_peer_drop(s, peer);
    }
    return step;
}

/* Until it has nothing more to say. Returns whether to look around. */
static int serve_rounds(struct net_server *s, uint32_t source) {
    for (int i = 0; i < HOT_ROUNDS; i++) {
        if (serve(s, source, 0) != NET_KEEP) {
            return 0;
        }
    }
    return 1;
}

/* Takes the source out of epoll, whose wake-ups would be paid for and not used. 0, or -1. */
static int leave_epoll(struct net_server *s, uint32_t source) {
    if (source < NET_MOST_PEERS) {
        return net_peer_leave_epoll(s, &s->peers[source]);
    }
    int fd = source == LISTENER ? s->listener : s->datagrams;
    return epoll_ctl(s->epoll, EPOLL_CTL_DEL, fd, NULL);
}

static int64_t join_epoll(struct net_server *s, uint32_t source) {
    if (source >= NET_MOST_PEERS) {
        return watch(s->epoll, source == LISTENER ? s->listener : s->datagrams, source);
    }
    struct net_peer *peer = &s->peers[source];
    if (peer->fd >= 0 && net_peer_join_epoll(s, peer) < 0) {
        net_peer_drop(s, peer);
    }
    return 0;
}

/* 0, or -errno where the loop cannot go on. */
static int64_t serve_alone(struct net_loop *l, uint32_t source) {
    struct net_server *s = &l->server;
    struct epoll_event other;
    l->in_a_row = 0;
    if (leave_epoll(s, source) < 0) {
        return -errno;
    }
    while (serve_rounds(s, source) && epoll_wait(s->epoll, &other, 1, 0) == 0) {
    }
    return join_epoll(s, source);
}

/* Whether the source has had the loop for itself for long enough. A client holds two connections. */
static int is_hot(struct net_loop *l, int events, uint32_t source) {
    if (events != 1 || source != l->last || l->server.connected > 2) {
        l->in_a_row = 0;
        l->last = source;
        return 0;
    }
    return ++l->in_a_row >= HOT_AFTER;
}

int64_t net_loop_run(struct net_loop *l, int stop_fd) {
    struct net_server *s = &l->server;
    struct epoll_event events[MOST_EVENTS];
    s->epoll = epoll_create1(EPOLL_CLOEXEC);
    if (s->epoll < 0) {
        return -errno;
    }
    int64_t rc = watch(s->epoll, s->listener, LISTENER);
    rc = rc < 0 ? rc : watch(s->epoll, s->datagrams, DATAGRAMS);
    rc = rc < 0 ? rc : watch(s->epoll, stop_fd, STOP);
    int stop = rc < 0;
    while (!stop) {
        int n = epoll_wait(s->epoll, events, MOST_EVENTS, s->half_open ? (int)s->hello_ms / 2 : -1);
        if (n < 0 && errno != EINTR) {
            rc = -errno;
            break;
        }
        for (int i = 0; i < n && !stop; i++) {
            uint32_t source = events[i].data.u32;
            if (source == STOP) {
                stop = 1;
            } else if (is_hot(l, n, source)) {
                rc = serve_alone(l, source);
                stop = rc < 0;
            } else {
                serve(s, source, MSG_DONTWAIT);
            }
        }
        net_server_expire(s);
    }
    close(s->epoll);
    s->epoll = -1;
    return rc;
}

int64_t net_loop_open(struct probe *p, const char *address, int port, struct net_loop **out) {
    struct net_loop *l = mmap(NULL, sizeof *l, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (l == MAP_FAILED) {
        return -errno;
    }
    *out = l;
    net_server_init(&l->server);
    int64_t rc = net_listen(p, address, port, &l->server);
    if (rc < 0) {
        return rc;
    }
    l->port = (int)rc;
    return 0;
}

int net_loop_port(const struct net_loop *l) {
    return l->port;
}

int net_loop_fds(const struct net_loop *l, int *fds, int size) {
    const int ours[] = {l->server.listener, l->server.datagrams, l->server.spare};
    int n = 0;
    for (int i = 0; i < 3 && n < size; i++) {
        if (ours[i] >= 0) {
            fds[n++] = ours[i];
        }
    }
    return n;
}

void net_loop_close(struct net_loop *l) {
    if (l) {
        net_server_close(&l->server);
        munmap(l, sizeof *l);
    }
}
