/*
 * A load on an HTTP server: one file again and again over connections that stay, HTTP/1.1. The
 * status, the length and the first byte of every answer are checked.
 */
#define _GNU_SOURCE
#include "asking.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define MOST_PATH 200
/* Of an answer only its head is kept; what follows is read over it. */
#define MOST_HEAD 4096
#define BODY_ROOM (256 << 10)

struct http {
    char request[MOST_PATH + 320];
    size_t request_bytes;
};

static int64_t http_options(struct probe *p, struct asking *a) {
    struct http *s = calloc(1, sizeof *s);
    char path[MOST_PATH];
    a->state = s;
    int64_t rc = s ? probe_text(p, "path", "/small", path, sizeof path) : -ENOMEM;
    if (rc < 0) {
        return rc;
    }
    s->request_bytes = (size_t)snprintf(s->request, sizeof s->request,
                                        "GET %s HTTP/1.1\r\nHost: tare\r\n\r\n", path);
    return 0;
}

static int64_t http_begin(struct probe *p, struct asking *a) {
    (void)p;
    for (int i = 0; i < a->count; i++) {
        int64_t rc = asking_room(&a->links[i], BODY_ROOM);
        if (rc < 0) {
            return rc;
        }
    }
    return 0;
}

static int64_t http_ask(struct probe *p, struct asking *a, struct asking_link *link) {
    const struct http *s = a->state;
    return net_client_send(p, &a->client, link->fd, s->request, s->request_bytes);
}

/* The whole length of an answer whose head is here: 0 not yet, or -errno. */
static int64_t length(struct probe *p, struct asking *a, struct asking_link *link) {
    size_t known = link->have < link->room ? link->have : link->room - 1;
    link->answer[known] = 0;
    const char *end = strstr(link->answer, "\r\n\r\n");
    if (!end) {
        return link->have >= MOST_HEAD ? asking_wrong(p, a, link) : 0;
    }
    if (strncmp(link->answer, "HTTP/1.1 200 ", 13) != 0) {
        return asking_wrong(p, a, link);
    }
    const char *field = strcasestr(link->answer, "\r\nContent-Length:");
    if (!field || field > end) {
        return asking_wrong(p, a, link);
    }
    long long body = strtoll(field + 17, NULL, 10);
    return body < 0 ? asking_wrong(p, a, link) : (int64_t)(end - link->answer) + 4 + body;
}

/* What is beyond the head is counted and thrown away. */
static int64_t http_hear(struct probe *p, struct asking *a, struct asking_link *link, int flags) {
    size_t at = link->need ? 0 : link->have;
    ssize_t n = recv(link->fd, link->answer + at, link->room - 1 - at, flags);
    if (n <= 0) {
        if (n < 0 && (errno == EINTR || (errno == EAGAIN && (flags & MSG_DONTWAIT)))) {
            return ASKING_PART;
        }
        return net_client_fail(p, &a->client, n == 0 ? ECONNRESET : errno);
    }
    link->have += (size_t)n;
    if (link->need == 0) {
        int64_t need = length(p, a, link);
        if (need <= 0) {
            return need;
        }
        link->need = (size_t)need;
    }
    if (link->have > link->need) {
        return asking_wrong(p, a, link);
    }
    return link->have == link->need ? ASKING_DONE : ASKING_PART;
}

static void http_release(struct asking *a) {
    free(a->state);
}

static const struct asking_protocol protocol = {
    .program = "HTTP server",
    .open = http_options,
    .begin = http_begin,
    .ask = http_ask,
    .hear = http_hear,
    .close = http_release,
};

static int64_t http_open(struct probe *p) {
    return asking_open(p, &protocol);
}

static const struct probe_ops http = {
    .name = "http",
    .open = http_open,
    .batch = asking_batch,
    .counter = asking_counter,
    .close = asking_close,
};
PROBE(http);
