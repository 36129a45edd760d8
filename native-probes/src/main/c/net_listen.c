/* The server's two sockets: TCP and UDP on one port number. */
#define _GNU_SOURCE
#include "net_peer.h"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define BACKLOG 1024
/* How often a free TCP port may turn out to be taken for UDP. */
#define TRIES 32
/* Asked of the kernel, which grants net.core.rmem_max. */
#define DATAGRAM_BUFFER (4 << 20)

void net_server_init(struct net_server *s) {
    s->epoll = -1;
    s->listener = -1;
    s->datagrams = -1;
    s->spare = -1;
}

void net_server_close(struct net_server *s) {
    for (int i = 0; i < s->used; i++) {
        if (s->peers[i].fd >= 0) {
            net_peer_drop(s, &s->peers[i]);
        }
    }
    const int fds[] = {s->listener, s->datagrams, s->spare};
    for (int i = 0; i < 3; i++) {
        if (fds[i] >= 0) {
            close(fds[i]);
        }
    }
    net_server_init(s);
}

static int on(int fd, int level, int option, int value) {
    return setsockopt(fd, level, option, &value, sizeof value);
}

/* What every accepted connection inherits. */
static int64_t arm(int listener) {
    const struct timeval idle = {.tv_usec = NET_HOT_IDLE_US};
    if (on(listener, SOL_SOCKET, SO_REUSEADDR, 1) < 0 ||
        on(listener, IPPROTO_TCP, TCP_NODELAY, 1) < 0 ||
        // For those that stay and ask for keep-alive: a client that vanished without a word is
        // dropped after half a minute.
        on(listener, IPPROTO_TCP, TCP_KEEPIDLE, 15) < 0 ||
        on(listener, IPPROTO_TCP, TCP_KEEPINTVL, 5) < 0 ||
        on(listener, IPPROTO_TCP, TCP_KEEPCNT, 3) < 0 ||
        setsockopt(listener, SOL_SOCKET, SO_RCVTIMEO, &idle, sizeof idle) < 0 ||
        setsockopt(listener, SOL_SOCKET, SO_SNDTIMEO, &idle, sizeof idle) < 0) {
        return -errno;
    }
    return 0;
}

static int is_everywhere(const struct sockaddr *address) {
    return address->sa_family == AF_INET6
               ? IN6_IS_ADDR_UNSPECIFIED(&((const struct sockaddr_in6 *)address)->sin6_addr)
               : ((const struct sockaddr_in *)address)->sin_addr.s_addr == INADDR_ANY;
}

/* Answers leave from the address that was asked, also where the server listens on all of them. */
static int64_t arm_datagrams(int fd, int family, int everywhere) {
    const struct timeval idle = {.tv_usec = NET_HOT_IDLE_US};
    int level = family == AF_INET6 ? IPPROTO_IPV6 : IPPROTO_IP;
    int option = family == AF_INET6 ? IPV6_RECVPKTINFO : IP_PKTINFO;
    if ((everywhere && on(fd, level, option, 1) < 0) ||
        on(fd, SOL_SOCKET, SO_RCVBUF, DATAGRAM_BUFFER) < 0 ||
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &idle, sizeof idle) < 0 ||
        setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &idle, sizeof idle) < 0) {
        return -errno;
    }
    return 0;
}

static int port_of(const struct sockaddr *address) {
    return ntohs(address->sa_family == AF_INET6
                     ? ((const struct sockaddr_in6 *)address)->sin6_port
                     : ((const struct sockaddr_in *)address)->sin_port);
}

static void set_port(struct sockaddr *address, int port) {
    if (address->sa_family == AF_INET6) {
        ((struct sockaddr_in6 *)address)->sin6_port = htons((uint16_t)port);
    } else {
        ((struct sockaddr_in *)address)->sin_port = htons((uint16_t)port);
    }
}

/* Both sockets on the port of the address, or on a free one where it is 0. The port, or -errno. */
static int64_t bind_both(struct net_server *s, const struct addrinfo *at) {
    struct sockaddr_storage bound;
    socklen_t length = at->ai_addrlen;
    memcpy(&bound, at->ai_addr, length);
    s->listener = socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    s->datagrams = socket(at->ai_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (s->listener < 0 || s->datagrams < 0) {
        return -errno;
    }
    int64_t rc = arm(s->listener);
    s->everywhere = is_everywhere(at->ai_addr);
    rc = rc < 0 ? rc : arm_datagrams(s->datagrams, at->ai_family, s->everywhere);
    if (rc < 0) {
        return rc;
    }
    if (bind(s->listener, (struct sockaddr *)&bound, length) < 0 ||
        getsockname(s->listener, (struct sockaddr *)&bound, &length) < 0 ||
        bind(s->datagrams, (struct sockaddr *)&bound, length) < 0 ||
        listen(s->listener, BACKLOG) < 0) {
        return -errno;
    }
    s->spare = fcntl(s->listener, F_DUPFD_CLOEXEC, 3);
    return port_of((struct sockaddr *)&bound);
}

/* As many descriptors as this process may have. */
static void raise_descriptors(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

static int64_t listen_failed(struct probe *p, int err, const char *address, int port) {
    switch (err) {
    case EADDRINUSE:
        return probe_fail(p, err, "port %d of %s is taken; --port 0 picks a free one", port,
                          address);
    case EACCES:
        return probe_fail(p, err, "port %d is for root only; take one from 1024", port);
    case EADDRNOTAVAIL:
        return probe_fail(p, err, "%s is no address of this system; ip address lists them",
                          address);
    default:
        return probe_fail(p, err, "cannot listen on %s port %d: %s", address, port,
                          strerror(err));
    }
}

int64_t net_listen(struct probe *p, const char *address, int port, struct net_server *s) {
    const struct addrinfo hints = {.ai_flags = AI_PASSIVE, .ai_socktype = SOCK_STREAM};
    struct addrinfo *at;
    int unknown = getaddrinfo(address, NULL, &hints, &at);
    if (unknown) {
        return probe_fail(p, EINVAL, "%s: %s; give an address of this system to listen on",
                          address, gai_strerror(unknown));
    }
    raise_descriptors();
    set_port(at->ai_addr, port);
    int64_t rc = probe_i64(p, "helloMs", 5000, 10, 60000, &s->hello_ms);
    if (rc < 0) {
        freeaddrinfo(at);
        return rc;
    }
    rc = bind_both(s, at);
    for (int i = 0; port == 0 && rc == -EADDRINUSE && i < TRIES; i++) {
        net_server_close(s);
        rc = bind_both(s, at);
    }
    freeaddrinfo(at);
    return rc < 0 ? listen_failed(p, (int)-rc, address, port) : rc;
}
