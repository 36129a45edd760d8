#define _GNU_SOURCE
#include "net_client.h"

#include "net_cpus.h"

#include <endian.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static int64_t resolve(struct probe *p, struct net_client *c) {
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV};
    struct addrinfo *found;
    char port[8];
    snprintf(port, sizeof port, "%d", (int)c->port);
    int unknown = getaddrinfo(c->host, port, &hints, &found);
    if (unknown) {
        return probe_fail(p, ENOENT, "host %s is unknown (%s); give its address", c->host,
                          gai_strerror(unknown));
    }
    memcpy(&c->address, found->ai_addr, found->ai_addrlen);
    c->address_length = found->ai_addrlen;
    freeaddrinfo(found);
    return 0;
}

int64_t net_client_reach(struct probe *p, struct net_client *c) {
    c->control = -1;
    c->cpu = -1;
    int64_t rc = probe_text(p, "host", "127.0.0.1", c->host, sizeof c->host);
    rc = rc < 0 ? rc : probe_i64(p, "port", 0, 0, 65535, &c->port);
    rc = rc < 0 ? rc : probe_i64(p, "timeoutMs", 5000, 10, 3600000, &c->timeout_ms);
    rc = rc < 0 ? rc : probe_i64(p, "busyPoll", 0, 0, 1000000, &c->busy_poll_us);
    rc = rc < 0 ? rc : net_cpu_of(p, NET_CLIENT, &c->cpu);
    if (rc < 0) {
        return rc;
    }
    if (c->port == 0) {
        return probe_fail(p, EINVAL, "port is not set: name the one that %s printed",
                          c->program ? c->program : "serve");
    }
    return resolve(p, c);
}

int64_t net_client_open(struct probe *p, struct net_client *c) {
    struct net_report report;
    int64_t rc = net_client_reach(p, c);
    rc = rc < 0 ? rc : net_client_connect(p, c, NET_CONTROL, 1);
    if (rc < 0) {
        return rc;
    }
    c->control = (int)rc;
    rc = net_client_report(p, c, &report);
    return rc < 0 ? rc : net_client_pin(p, c);
}

void net_client_close(struct net_client *c) {
    if (c->control > 0) {
        close(c->control);
        c->control = -1;
    }
    if (c->pinned && c->pinned == (int)syscall(SYS_gettid)) {
        sched_setaffinity(0, sizeof c->allowed, &c->allowed);
    }
    c->pinned = 0;
}

int64_t net_client_pin(struct probe *p, struct net_client *c) {
    if (c->cpu < 0) {
        return 0;
    }
    int thread = (int)syscall(SYS_gettid);
    if (thread == c->pinned) {
        return 0;
    }
    sched_getaffinity(0, sizeof c->allowed, &c->allowed);
    c->pinned = thread;
    return probe_pin(p, (int)c->cpu);
}

static int64_t set_waits(int fd, int64_t receive_ms, int64_t send_ms) {
    const struct timeval receive = {receive_ms / 1000, receive_ms % 1000 * 1000};
    const struct timeval send = {send_ms / 1000, send_ms % 1000 * 1000};
    return setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &receive, sizeof receive) < 0 ||
                   setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &send, sizeof send) < 0
               ? -errno
               : 0;
}

/* Has the socket's reads spin in the driver. */
static int64_t busy_poll(struct probe *p, const struct net_client *c, int fd) {
    int us = (int)c->busy_poll_us;
    if (us == 0 || setsockopt(fd, SOL_SOCKET, SO_BUSY_POLL, &us, sizeof us) == 0) {
        return 0;
    }
    int err = errno;
    return probe_fail(p, err, "busyPoll=%d: %s; needs CAP_NET_ADMIN and a kernel with "
                              "CONFIG_NET_RX_BUSY_POLL",
                      us, strerror(err));
}

static int64_t connected(struct probe *p, struct net_client *c, int kind, int64_t wait_ms) {
    int fd = socket(c->address.ss_family, kind | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return net_client_fail(p, c, errno);
    }
    int64_t rc = set_waits(fd, wait_ms, c->timeout_ms);
    rc = rc < 0 ? rc : busy_poll(p, c, fd);
    if (rc == 0 && connect(fd, (struct sockaddr *)&c->address, c->address_length) < 0) {
        // A connect that SO_SNDTIMEO ended says EINPROGRESS.
        rc = net_client_fail(p, c, errno == EINPROGRESS ? ETIMEDOUT : errno);
    }
    if (rc < 0) {
        close(fd);
        return rc;
    }
    return fd;
}

int64_t net_client_stream(struct probe *p, struct net_client *c) {
    const int yes = 1;
    int64_t fd = connected(p, c, SOCK_STREAM, c->timeout_ms);
    if (fd >= 0) {
        setsockopt((int)fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    }
    return fd;
}

int64_t net_client_connect(struct probe *p, struct net_client *c, enum net_pattern pattern,
                           int64_t bytes) {
    const struct net_hello hello = {
        .magic = htobe32(NET_MAGIC),
        .pattern = htobe32(pattern),
        .bytes = htobe32((uint32_t)bytes),
    };
    int64_t fd = net_client_stream(p, c);
    if (fd < 0) {
        return fd;
    }
    int64_t rc = net_client_send(p, c, (int)fd, &hello, sizeof hello);
    if (rc < 0) {
        close((int)fd);
        return rc;
    }
    return fd;
}

int64_t net_client_datagrams(struct probe *p, struct net_client *c, int64_t wait_ms) {
    return connected(p, c, SOCK_DGRAM, wait_ms);
}

int64_t net_client_ask(struct probe *p, struct net_client *c) {
    const char ask = '?';
    if (c->asked) {
        return 0;
    }
    c->asked = 1;
    c->have = 0;
    return net_client_send(p, c, c->control, &ask, sizeof ask);
}

/* Takes the host's byte order, and refuses what no server of this version would say. */
static int64_t take_report(struct probe *p, struct net_client *c, struct net_report *report) {
    if (be32toh(report->magic) != NET_MAGIC) {
        return probe_fail(p, EPROTO, "%s port %d is no server of this version: start this jar's "
                                     "serve there",
                          c->host, (int)c->port);
    }
    report->flow = be32toh(report->flow);
    report->cpu_ns = be64toh(report->cpu_ns);
    report->datagrams = be64toh(report->datagrams);
    report->bytes = be64toh(report->bytes);
    return 1;
}

int64_t net_client_answered(struct probe *p, struct net_client *c, int flags,
                            struct net_report *report) {
    while (c->have < sizeof c->answer) {
        ssize_t n = recv(c->control, (char *)&c->answer + c->have, sizeof c->answer - c->have,
                         flags);
        if (n > 0) {
            c->have += (size_t)n;
        } else if (n < 0 && errno == EAGAIN && (flags & MSG_DONTWAIT)) {
            return 0;
        } else if (n == 0 || errno != EINTR) {
            return net_client_fail(p, c, n == 0 ? ECONNRESET : errno);
        }
    }
    c->asked = 0;
    *report = c->answer;
    return take_report(p, c, report);
}

int64_t net_client_report(struct probe *p, struct net_client *c, struct net_report *report) {
    // One that is still out was asked earlier: its answer is older than this question.
    int64_t rc = c->asked ? net_client_answered(p, c, 0, report) : 0;
    rc = rc < 0 ? rc : net_client_ask(p, c);
    rc = rc < 0 ? rc : net_client_answered(p, c, 0, report);
    return rc < 0 ? rc : 0;
}

int64_t net_client_send(struct probe *p, struct net_client *c, int fd, const void *data,
                        size_t size) {
    size_t done = 0;
    while (done < size) {
        ssize_t n = send(fd, (const char *)data + done, size - done, MSG_NOSIGNAL);
        if (n >= 0) {
            done += (size_t)n;
        } else if (errno != EINTR) {
            return net_client_fail(p, c, errno);
        }
    }
    return 0;
}

int64_t net_client_receive(struct probe *p, struct net_client *c, int fd, void *data, size_t size) {
    size_t done = 0;
    while (done < size) {
        ssize_t n = recv(fd, (char *)data + done, size - done, 0);
        if (n > 0) {
            done += (size_t)n;
        } else if (n == 0 || errno != EINTR) {
            return net_client_fail(p, c, n == 0 ? ECONNRESET : errno);
        }
    }
    return 0;
}

static int64_t thread_cpu_ns(void) {
    struct rusage use;
    getrusage(RUSAGE_THREAD, &use);
    return ((int64_t)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) * 1000000 + use.ru_utime.tv_usec +
            use.ru_stime.tv_usec) * 1000;
}

static int64_t retransmits(int fd) {
    struct tcp_info info;
    socklen_t size = sizeof info;
    if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) < 0) {
        return -errno;
    }
    return info.tcpi_total_retrans;
}

int64_t net_client_counter(struct probe *p, struct net_client *c, int fd, const char *name) {
    struct net_report report;
    if (strcmp(name, "serverCpuNs") == 0) {
        int64_t rc = net_client_report(p, c, &report);
        return rc < 0 ? rc : (int64_t)report.cpu_ns;
    }
    if (strcmp(name, "clientCpuNs") == 0) {
        return thread_cpu_ns();
    }
    if (strcmp(name, "cpu") == 0) {
        return c->cpu < 0 ? -ENODATA : c->cpu;
    }
    if (strcmp(name, "retransmits") == 0 && fd >= 0) {
        return retransmits(fd);
    }
    return -ENOENT;
}
