/*
 * Bulk over one TCP connection: to the server (netperf's TCP_STREAM) or from it (TCP_MAERTS). One
 * operation is one chunk; when the kernel takes it says little, so only batches are timed. The server
 * asks for a chunk with one read, or for as much as read says.
 */
#include "net_client.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct tcp_stream {
    struct net_client client;
    int64_t chunk;
    /* Bytes moved since open. */
    int64_t moved;
    int to_server;
    int fd;
    void *buffer;
};

static int64_t tcp_stream_open(struct probe *p) {
    static const char *const directions[] = {"toServer", "fromServer", NULL};
    struct tcp_stream *s = calloc(1, sizeof *s);
    if (!s) {
        return -ENOMEM;
    }
    p->state = s;
    s->fd = -1;
    int64_t read = 0;
    int64_t rc = probe_choice(p, "direction", directions);
    s->to_server = rc == 0;
    rc = rc < 0 ? rc : probe_i64(p, "chunk", 65536, 1, NET_MOST_CHUNK, &s->chunk);
    rc = rc < 0 ? rc : probe_i64(p, "read", 0, 0, NET_MOST_CHUNK, &read);
    rc = rc < 0 ? rc : net_client_open(p, &s->client);
    if (rc < 0) {
        return rc;
    }
    if (read && !s->to_server) {
        return probe_fail(p, EINVAL, "read=%lld: is the server's; fromServer, a chunk is read at a "
                          "time: give its size as chunk", (long long)read);
    }
    rc = net_client_connect(p, &s->client, s->to_server ? NET_STREAM : NET_MAERTS,
                            read ? read : s->chunk);
    if (rc < 0) {
        return rc;
    }
    s->fd = (int)rc;
    s->buffer = calloc(1, (size_t)s->chunk);
    return s->buffer ? 0 : -ENOMEM;
}

/* Returns the bytes moved. */
static int64_t tcp_stream_batch(struct probe *p, int64_t ops, int64_t *ns) {
    struct tcp_stream *s = p->state;
    size_t chunk = (size_t)s->chunk;
    int64_t rc = net_client_pin(p, &s->client);
    (void)ns;
    for (int64_t i = 0; i < ops && rc >= 0; i++) {
        rc = s->to_server ? net_client_send(p, &s->client, s->fd, s->buffer, chunk)
                          : net_client_receive(p, &s->client, s->fd, s->buffer, chunk);
    }
    if (rc < 0) {
        return rc;
    }
    s->moved += ops * s->chunk;
    return ops * s->chunk;
}

/* Ends the sending and asks the server for its count. Bytes that did not arrive, or -errno. */
static int64_t missing(struct probe *p, struct tcp_stream *s) {
    uint64_t arrived;
    if (!s->to_server) {
        return 0;
    }
    shutdown(s->fd, SHUT_WR);
    int64_t rc = net_client_receive(p, &s->client, s->fd, &arrived, sizeof arrived);
    return rc < 0 ? rc : s->moved - (int64_t)be64toh(arrived);
}

static int64_t tcp_stream_counter(struct probe *p, const char *name) {
    struct tcp_stream *s = p->state;
    return strcmp(name, "missing") == 0 ? missing(p, s)
                                        : net_client_counter(p, &s->client, s->fd, name);
}

static void tcp_stream_close(struct probe *p) {
    struct tcp_stream *s = p->state;
    if (s) {
        if (s->fd >= 0) {
            close(s->fd);
        }
        net_client_close(&s->client);
        free(s->buffer);
        free(s);
    }
}

static const struct probe_ops tcp_stream = {
    .name = "tcp-stream",
    .open = tcp_stream_open,
    .batch = tcp_stream_batch,
    .counter = tcp_stream_counter,
    .close = tcp_stream_close,
    .batch_only = 1,
};
PROBE(tcp_stream);
