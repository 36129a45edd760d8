/* A load on memcached: ETC's keys and values, in its text protocol; every answer is checked. */
#define _GNU_SOURCE
#include "asking.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

/* What is sent at once while it is filled. */
#define FILL_BYTES (64 << 10)
/* "set KEY 0 0 BYTES noreply\r\n" */
#define MOST_REQUEST (ETC_MOST_KEY + 64)

/* What every value is made of. */
static char pattern[ETC_MOST_VALUE];

static void make_pattern(void) {
    if (pattern[0] == 0) {
        memset(pattern, 't', sizeof pattern);
    }
}

static uint32_t next_value(struct etc_load *load) {
    return load->value_bytes[etc_random(&load->random) & (ETC_DRAWN - 1)];
}

static size_t set_header(char *out, const struct etc_load *load, int64_t key, uint32_t bytes,
                         const char *more) {
    size_t n = load->key_bytes[key];
    memcpy(out, "set ", 4);
    memcpy(out + 4, etc_key(load, key), n);
    return 4 + n + (size_t)sprintf(out + 4 + n, " 0 0 %u%s\r\n", bytes, more);
}

/* All of it, however often the socket is full. */
static int64_t send_all(struct probe *p, struct net_client *c, int fd, struct iovec *parts, int n) {
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = (size_t)n};
    while (message.msg_iovlen > 0) {
        ssize_t sent = sendmsg(fd, &message, MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR) {
            return net_client_fail(p, c, errno);
        }
        size_t done = sent < 0 ? 0 : (size_t)sent;
        while (message.msg_iovlen > 0 && done >= message.msg_iov->iov_len) {
            done -= message.msg_iov->iov_len;
            message.msg_iov++;
            message.msg_iovlen--;
        }
        if (message.msg_iovlen > 0) {
            message.msg_iov->iov_base = (char *)message.msg_iov->iov_base + done;
            message.msg_iov->iov_len -= done;
        }
    }
    return 0;
}

static int64_t barrier(struct probe *p, struct asking *a, struct asking_link *link) {
    struct net_client *c = &a->client;
    int64_t rc = net_client_send(p, c, link->fd, "version\r\n", 9);
    link->have = 0;
    while (rc == 0 && (link->have < 2 || link->answer[link->have - 1] != '\n')) {
        if (link->have == link->room) {
            return asking_wrong(p, a, link);
        }
        rc = net_client_receive(p, c, link->fd, link->answer + link->have, 1);
        link->have += rc == 0;
    }
    if (rc == 0 && (link->have < 8 || memcmp(link->answer, "VERSION ", 8) != 0)) {
        rc = asking_wrong(p, a, link);
    }
    link->have = 0;
    return rc;
}

/* Sets every key, and waits until that is done. */
static int64_t memcached_begin(struct probe *p, struct asking *a) {
    struct net_client *c = &a->client;
    struct asking_link *link = &a->links[0];
    struct etc_load *load = a->state;
    char *out = malloc(FILL_BYTES + MOST_REQUEST + ETC_MOST_VALUE + 2);
    size_t n = 0;
    int64_t rc = out ? 0 : -ENOMEM;
    for (int64_t key = 0; key < load->keys && rc == 0; key++) {
        uint32_t bytes = next_value(load);
        n += set_header(out + n, load, key, bytes, " noreply");
        memcpy(out + n, pattern, bytes);
        memcpy(out + n + bytes, "\r\n", 2);
        n += bytes + 2;
        if (n >= FILL_BYTES || key == load->keys - 1) {
            rc = net_client_send(p, c, link->fd, out, n);
            n = 0;
        }
    }
    free(out);
    return rc < 0 ? rc : barrier(p, a, link);
}

static int64_t memcached_ask(struct probe *p, struct asking *a, struct asking_link *link) {
    struct net_client *c = &a->client;
    struct etc_load *load = a->state;
    char request[MOST_REQUEST];
    uint64_t random = etc_random(&load->random);
    link->key = (int64_t)((random >> 32) * (uint64_t)load->keys >> 32);
    link->update = (random & 0xFFFFFFFF) * 31 >> 32 < load->updates;
    if (!link->update) {
        size_t n = load->key_bytes[link->key];
        memcpy(request, "get ", 4);
        memcpy(request + 4, etc_key(load, link->key), n);
        memcpy(request + 4 + n, "\r\n", 2);
        return net_client_send(p, c, link->fd, request, n + 6);
    }
    uint32_t bytes = next_value(load);
    struct iovec parts[] = {{request, set_header(request, load, link->key, bytes, "")},
                            {pattern, bytes},
                            {"\r\n", 2}};
    return send_all(p, c, link->fd, parts, 3);
}

/* How long the answer will be, once its first line is here: 0 not yet, -errno for another answer. */
static int64_t length(struct probe *p, struct asking *a, struct asking_link *link) {
    const struct etc_load *load = a->state;
    const char *end = memchr(link->answer, '\n', link->have);
    if (!end) {
        return link->have > MOST_REQUEST ? asking_wrong(p, a, link) : 0;
    }
    size_t line = (size_t)(end - link->answer) + 1;
    if (link->update) {
        return line == 8 && memcmp(link->answer, "STORED\r\n", 8) == 0 ? 8 : asking_wrong(p, a, link);
    }
    if (line == 5 && memcmp(link->answer, "END\r\n", 5) == 0) {
        return 5;
    }
    size_t n = load->key_bytes[link->key];
    if (line < n + 11 || memcmp(link->answer, "VALUE ", 6) != 0 ||
        memcmp(link->answer + 6, etc_key(load, link->key), n) != 0 ||
        memcmp(link->answer + 6 + n, " 0 ", 3) != 0) {
        return asking_wrong(p, a, link);
    }
    long bytes = strtol(link->answer + 9 + n, NULL, 10);
    return bytes < 0 || bytes > ETC_MOST_VALUE ? asking_wrong(p, a, link) : (int64_t)line + bytes + 7;
}

static int64_t memcached_hear(struct probe *p, struct asking *a, struct asking_link *link,
                              int flags) {
    struct net_client *c = &a->client;
    ssize_t n = recv(link->fd, link->answer + link->have, link->room - link->have, flags);
    if (n <= 0) {
        if (n < 0 && (errno == EINTR || (errno == EAGAIN && (flags & MSG_DONTWAIT)))) {
            return ASKING_PART;
        }
        return net_client_fail(p, c, n == 0 ? ECONNRESET : errno);
    }
    link->have += (size_t)n;
    if (link->need == 0) {
        int64_t need = length(p, a, link);
        if (need <= 0) {
            return need;
        }
        link->need = (size_t)need;
        int64_t rc = asking_room(link, link->need);
        if (rc < 0) {
            return rc;
        }
    }
    if (link->have < link->need) {
        return ASKING_PART;
    }
    if (link->have > link->need || (!link->update && link->need > 5 &&
                                    memcmp(link->answer + link->need - 7, "\r\nEND\r\n", 7) != 0)) {
        return asking_wrong(p, a, link);
    }
    return !link->update && link->need == 5 ? ASKING_MISS : ASKING_DONE;
}

static int64_t memcached_options(struct probe *p, struct asking *a) {
    a->state = calloc(1, sizeof(struct etc_load));
    make_pattern();
    return a->state ? etc_load_open(p, a->state) : -ENOMEM;
}

static void memcached_release(struct asking *a) {
    if (a->state) {
        etc_load_close(a->state);
        free(a->state);
    }
}

static const struct asking_protocol protocol = {
    .program = "memcached",
    .open = memcached_options,
    .begin = memcached_begin,
    .ask = memcached_ask,
    .hear = memcached_hear,
    .close = memcached_release,
};

static int64_t memcached_open(struct probe *p) {
    return asking_open(p, &protocol);
}

static const struct probe_ops memcached = {
    .name = "memcached",
    .open = memcached_open,
    .batch = asking_batch,
    .counter = asking_counter,
    .close = asking_close,
};
PROBE(memcached);
