/* The server's TCP connections: from hello to close, with bounded buffers. */
#define _GNU_SOURCE
#include "net_peer.h"

#include <endian.h>
#include <fcntl.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

static enum net_step failed(void) {
    return errno == EAGAIN || errno == EINTR ? NET_IDLE : NET_DROP;
}

/* Asks epoll for these events of the connection, and no others. */
static enum net_step want(struct net_server *s, struct net_peer *peer, uint32_t events) {
    struct epoll_event event = {.events = events, .data.u32 = (uint32_t)(peer - s->peers)};
    if (peer->events == events) {
        return NET_KEEP;
    }
    if (peer->alone) {
        peer->events = events;
        return NET_IDLE;
    }
    int change = peer->events ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
    peer->events = events;
    return epoll_ctl(s->epoll, change, peer->fd, &event) < 0 ? NET_DROP : NET_KEEP;
}

int net_peer_leave_epoll(struct net_server *s, struct net_peer *peer) {
    // Linux has a connection inherit the listener's time-outs, gVisor does not; a read without one
    // would not see that others ask.
    const struct timeval idle = {.tv_usec = NET_HOT_IDLE_US};
    if (setsockopt(peer->fd, SOL_SOCKET, SO_RCVTIMEO, &idle, sizeof idle) < 0 ||
        setsockopt(peer->fd, SOL_SOCKET, SO_SNDTIMEO, &idle, sizeof idle) < 0) {
        return -1;
    }
    peer->alone = 1;
    return epoll_ctl(s->epoll, EPOLL_CTL_DEL, peer->fd, NULL);
}

int net_peer_join_epoll(struct net_server *s, struct net_peer *peer) {
    struct epoll_event event = {.events = peer->events, .data.u32 = (uint32_t)(peer - s->peers)};
    peer->alone = 0;
    return epoll_ctl(s->epoll, EPOLL_CTL_ADD, peer->fd, &event);
}

static uint8_t *request_of(struct net_peer *peer) {
    return peer->large ? peer->large : peer->small;
}

/* Sends what is left of the answer; reads no further request before the last byte is out. */
static enum net_step answer(struct net_server *s, struct net_peer *peer) {
    while (peer->have < peer->need) {
        ssize_t n = send(peer->fd, request_of(peer) + peer->have, peer->need - peer->have,
                         MSG_DONTWAIT | MSG_NOSIGNAL);
        if (n < 0) {
            return failed() == NET_DROP ? NET_DROP : want(s, peer, EPOLLOUT);
        }
        peer->have += (uint32_t)n;
    }
    peer->have = 0;
    peer->answering = 0;
    return want(s, peer, EPOLLIN);
}

static enum net_step step_rr(struct net_server *s, struct net_peer *peer, int flags) {
    if (peer->answering) {
        return answer(s, peer);
    }
    ssize_t n = recv(peer->fd, request_of(peer) + peer->have, peer->need - peer->have, flags);
    if (n <= 0) {
        return n == 0 ? NET_DROP : failed();
    }
    peer->have += (uint32_t)n;
    if (peer->have < peer->need) {
        return NET_KEEP;
    }
    peer->have = 0;
    peer->answering = 1;
    return answer(s, peer);
}

static enum net_step step_stream(struct net_server *s, struct net_peer *peer, int flags) {
    if (peer->answering) {
        return answer(s, peer) == NET_DROP || !peer->answering ? NET_DROP : NET_KEEP;
    }
    ssize_t n = recv(peer->fd, s->bulk, peer->need, flags);
    if (n > 0) {
        peer->received += (uint64_t)n;
        return NET_KEEP;
    }
    if (n < 0) {
        return failed();
    }
    uint64_t total = htobe64(peer->received);
    memcpy(peer->small, &total, sizeof total);
    peer->have = 0;
    peer->need = sizeof total;
    peer->answering = 1;
    return step_stream(s, peer, flags);
}

static enum net_step step_maerts(struct net_server *s, struct net_peer *peer, int flags) {
    ssize_t n = send(peer->fd, s->bulk, peer->need, flags | MSG_NOSIGNAL);
    return n < 0 ? failed() : NET_KEEP;
}

static enum net_step step_control(struct net_server *s, struct net_peer *peer, int flags) {
    struct rusage use;
    char asked;
    ssize_t n = recv(peer->fd, &asked, 1, flags);
    if (n <= 0) {
        return n == 0 ? NET_DROP : failed();
    }
    // What the client sent before it asked counts, wherever epoll saw it.
    for (int i = 0; i < 1024 && net_server_datagrams(s, MSG_DONTWAIT) == NET_KEEP; i++) {
    }
    getrusage(RUSAGE_THREAD, &use);
    int64_t us = (int64_t)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) * 1000000 +
                 use.ru_utime.tv_usec + use.ru_stime.tv_usec;
    struct net_report report = {
        .magic = htobe32(NET_MAGIC),
        .flow = htobe32((uint32_t)(peer - s->peers) | (uint32_t)peer->generation << 16),
        .cpu_ns = htobe64((uint64_t)us * 1000),
        .datagrams = htobe64(peer->datagrams),
        .bytes = htobe64(peer->received),
    };
    // A client that asks without reading the answers is no client.
    return send(peer->fd, &report, sizeof report, MSG_DONTWAIT | MSG_NOSIGNAL) == sizeof report
               ? NET_KEEP
               : NET_DROP;
}

/* Takes the pattern from a complete hello. */
static enum net_step begin(struct net_server *s, struct net_peer *peer) {
    const int yes = 1;
    struct net_hello hello;
    memcpy(&hello, peer->small, sizeof hello);
    uint32_t pattern = be32toh(hello.pattern);
    uint32_t bytes = be32toh(hello.bytes);
    uint32_t most = pattern == NET_RR ? NET_MOST_BYTES : NET_MOST_CHUNK;
    if (be32toh(hello.magic) != NET_MAGIC || pattern < NET_RR || pattern > NET_CONTROL ||
        bytes < 1 || bytes > most || hello.zero != 0) {
        return NET_DROP;
    }
    if (pattern == NET_RR && bytes > sizeof peer->small) {
        peer->large = mmap(NULL, NET_MOST_BYTES, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (peer->large == MAP_FAILED) {
            peer->large = NULL;
            return NET_DROP;
        }
    }
    // Not inherited from the listener: a connection of one byte would pay for its timer.
    (void)setsockopt(peer->fd, SOL_SOCKET, SO_KEEPALIVE, &yes, sizeof yes);
    peer->state = (int)pattern;
    peer->need = bytes;
    peer->have = 0;
    s->half_open--;
    return pattern == NET_MAERTS ? want(s, peer, EPOLLOUT) : NET_KEEP;
}

static enum net_step step_hello(struct net_server *s, struct net_peer *peer, int flags) {
    const uint32_t magic = htobe32(NET_MAGIC);
    ssize_t n = recv(peer->fd, peer->small + peer->have, sizeof(struct net_hello) - peer->have,
                     flags);
    if (n <= 0) {
        return n == 0 ? NET_DROP : failed();
    }
    peer->have += (uint32_t)n;
    if (peer->have == 1 && peer->small[0] == NET_CRR) {
        // One byte into an empty buffer: it goes out or the client is gone.
        (void)!send(peer->fd, peer->small, 1, MSG_DONTWAIT | MSG_NOSIGNAL);
        return NET_DROP;
    }
    if (memcmp(peer->small, &magic, peer->have < 4 ? peer->have : 4) != 0) {
        return NET_DROP;
    }
    return peer->have < sizeof(struct net_hello) ? NET_KEEP : begin(s, peer);
}

enum net_step net_peer_step(struct net_server *s, struct net_peer *peer, int flags) {
    switch (peer->state) {
    case NET_SAYS_HELLO:
        return step_hello(s, peer, flags);
    case NET_RR:
        return step_rr(s, peer, flags);
    case NET_STREAM:
        return step_stream(s, peer, flags);
    case NET_MAERTS:
        return step_maerts(s, peer, flags);
    default:
        return step_control(s, peer, flags);
    }
}

void net_peer_drop(struct net_server *s, struct net_peer *peer) {
    if (peer->large) {
        munmap(peer->large, NET_MOST_BYTES);
        peer->large = NULL;
    }
    s->half_open -= peer->state == NET_SAYS_HELLO;
    s->connected--;
    close(peer->fd);
    peer->fd = -1;
}

/* A free place, or NULL. */
static struct net_peer *place(struct net_server *s) {
    for (int i = 0; i < s->used; i++) {
        if (s->peers[i].fd < 0) {
            return &s->peers[i];
        }
    }
    return s->used < NET_MOST_PEERS ? &s->peers[s->used++] : NULL;
}

/* Turns one client away when no descriptor is left: else it would wait, and epoll spin. */
static enum net_step turn_away(struct net_server *s) {
    close(s->spare);
    int fd = accept4(s->listener, NULL, NULL, SOCK_CLOEXEC);
    if (fd >= 0) {
        close(fd);
    }
    s->spare = fcntl(s->listener, F_DUPFD_CLOEXEC, 3);
    return NET_KEEP;
}

enum net_step net_server_accept(struct net_server *s, int flags) {
    int fd = accept4(s->listener, NULL, NULL, SOCK_CLOEXEC);
    if (fd < 0) {
        return errno == EMFILE || errno == ENFILE ? turn_away(s) : NET_IDLE;
    }
    struct net_peer *peer = place(s);
    if (!peer) {
        close(fd);
        return NET_KEEP;
    }
    uint16_t generation = (uint16_t)(peer->generation + 1);
    memset(peer, 0, sizeof *peer);
    peer->fd = fd;
    peer->generation = generation;
    s->connected++;
    s->half_open++;
    // One that is done with its first byte needs no epoll.
    if (step_hello(s, peer, flags) == NET_DROP ||
        want(s, peer, peer->events ? peer->events : EPOLLIN) == NET_DROP) {
        net_peer_drop(s, peer);
    }
    return NET_KEEP;
}

void net_server_expire(struct net_server *s) {
    if (s->half_open == 0) {
        return;
    }
    int64_t now = probe_now_ns();
    if (now - s->expired_ns < s->hello_ms * 500000) {
        return;
    }
    s->expired_ns = now;
    for (int i = 0; i < s->used; i++) {
        struct net_peer *peer = &s->peers[i];
        if (peer->fd >= 0 && peer->state == NET_SAYS_HELLO) {
            if (peer->since_ns == 0) {
                peer->since_ns = now;
            } else if (now - peer->since_ns >= s->hello_ms * 1000000) {
                net_peer_drop(s, peer);
            }
        }
    }
}
