/*
 * A client that asks: so many connections on one thread, each with one request out at a time.
 * Closed loop: a connection asks again as soon as it is answered. Open loop: requests start when a
 * plan says so, whatever became of those before; one for which no connection is free waits, and is
 * measured from when it was meant to start. How late the client itself was is kept besides. What is
 * said on a connection is a protocol's.
 */
#ifndef TARE_ASKING_H
#define TARE_ASKING_H

#include "etc_load.h"
#include "lateness.h"
#include "net_client.h"

#include <sys/epoll.h>

#define ASKING_MOST_LINKS 256
#define ASKING_MOST_EVENTS 64

struct asking_link {
    int fd;
    /* A request is out. */
    int busy;
    /* Its time is not to be told: it was out while nobody looked. */
    int crossed;
    /* What it asks for; a protocol's. */
    int update;
    int64_t key;
    /* When it was meant to start, and when the link last became free. */
    int64_t start_ns;
    int64_t freed_ns;
    /* Of the answer, these many bytes are here; so many there will be, 0: not known yet. */
    size_t have;
    size_t need;
    size_t room;
    char *answer;
};

enum asking_heard { ASKING_PART, ASKING_DONE, ASKING_MISS };

struct asking;

struct asking_protocol {
    /* What serves, as messages call it. */
    const char *program;
    /* Reads its own options. 0 or -errno. */
    int64_t (*open)(struct probe *p, struct asking *a);
    /* Once all links are connected. 0 or -errno; may be NULL. */
    int64_t (*begin)(struct probe *p, struct asking *a);
    /* Chooses what the link asks for and sends it. 0 or -errno with the reason. */
    int64_t (*ask)(struct probe *p, struct asking *a, struct asking_link *link);
    /* Takes what there is of the answer, flags as of recv(). An enum asking_heard, or -errno. */
    int64_t (*hear)(struct probe *p, struct asking *a, struct asking_link *link, int flags);
    /* Releases a->state; may be NULL. */
    void (*close)(struct asking *a);
};

struct asking {
    const struct asking_protocol *protocol;
    void *state;
    struct net_client client;
    struct etc_gaps gaps;
    struct lateness late;
    int64_t count;
    /* Between two requests in the mean, ns; 0: closed loop. */
    double gap_ns;
    int64_t spin_ns;
    double next_ns;
    int64_t left_ns;
    int64_t heard_ns;
    int epoll;
    int64_t misses;
    /* Connections without a request: the one that is free for longest asks next. */
    uint32_t idle_first;
    int idle_count;
    int idle[ASKING_MOST_LINKS];
    /* Answers that were ready when the last batch was full. */
    int ready;
    int next_ready;
    struct epoll_event events[ASKING_MOST_EVENTS];
    struct asking_link links[ASKING_MOST_LINKS];
};

/* Makes the probe's state, reads connections, rate and seed, and connects. 0 or -errno. */
int64_t asking_open(struct probe *p, const struct asking_protocol *protocol);

/* What every such probe does and counts: see struct probe_ops. */
int64_t asking_batch(struct probe *p, int64_t ops, int64_t *ns);
int64_t asking_counter(struct probe *p, const char *name);
void asking_close(struct probe *p);

/* What came instead of the answer: one line of the server's. -EBADMSG. */
int64_t asking_wrong(struct probe *p, const struct asking *a, const struct asking_link *link);

/* Has room for an answer of that size. 0 or -errno. */
int64_t asking_room(struct asking_link *link, size_t need);

#endif
