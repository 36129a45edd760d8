/*
 * A client of memcached: so many connections on one thread, each with one request out at a time.
 * Closed loop: a connection asks again as soon as it is answered. Open loop: requests start when a
 * plan says so, whatever became of those before; one for which no connection is free waits, and is
 * measured from when it was meant to start. How late the client itself was is kept besides.
 */
#define _GNU_SOURCE
#include "lateness.h"
#include "memcached_link.h"
#include "net_cpus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MOST_LINKS 256
#define MOST_EVENTS 64
/* Sleeping ends up to this late; the rest of a wait is spent asking whether an answer is there. */
#define SPIN_NS 60000
/* Whoever is away for longer between two batches cannot tell how long an answer took. */
#define AWAY_NS 200000

#ifndef SYS_epoll_pwait2
#define SYS_epoll_pwait2 441
#endif

struct memcached {
    struct net_client client;
    struct etc_load load;
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
    /* Connections without a request, the last of which asks next. */
    int idle_count;
    int idle[MOST_LINKS];
    /* Answers that were ready when the last batch was full. */
    int ready;
    int next_ready;
    struct epoll_event events[MOST_EVENTS];
    struct memcached_link links[MOST_LINKS];
};

static int64_t connect_all(struct probe *p, struct memcached *s) {
    for (int i = 0; i < s->count; i++) {
        struct epoll_event event = {.events = EPOLLIN, .data.u32 = (uint32_t)i};
        int64_t rc = memcached_connect(p, &s->client, &s->links[i]);
        if (rc < 0) {
            return rc;
        }
        if (epoll_ctl(s->epoll, EPOLL_CTL_ADD, s->links[i].fd, &event) < 0) {
            return net_client_fail(p, &s->client, errno);
        }
        s->idle[i] = i;
    }
    s->idle_count = (int)s->count;
    return memcached_fill(p, &s->client, &s->links[0], &s->load);
}

static int64_t memcached_open(struct probe *p) {
    struct memcached *s = calloc(1, sizeof *s);
    int64_t rate;
    int64_t server_cpu;
    if (!s) {
        return -ENOMEM;
    }
    p->state = s;
    s->client.program = "memcached";
    for (int i = 0; i < MOST_LINKS; i++) {
        s->links[i].fd = -1;
    }
    s->epoll = epoll_create1(EPOLL_CLOEXEC);
    int64_t rc = probe_i64(p, "connections", 1, 1, MOST_LINKS, &s->count);
    rc = rc < 0 ? rc : probe_i64(p, "rate", 0, 0, 10000000, &rate);
    rc = rc < 0 ? rc : etc_load_open(p, &s->load);
    rc = rc < 0 ? rc : net_client_reach(p, &s->client);
    rc = rc < 0 ? rc : net_cpu_of(p, NET_SERVER, &server_cpu);
    if (rc < 0) {
        return rc;
    }
    s->gap_ns = rate == 0 ? 0 : 1e9 / (double)rate;
    // Where both ends have one CPU, asking again and again would keep the server from answering.
    s->spin_ns = server_cpu == s->client.cpu && server_cpu >= 0 ? 0 : SPIN_NS;
    rc = connect_all(p, s);
    return rc < 0 ? rc : net_client_pin(p, &s->client);
}

static int64_t ask(struct probe *p, struct memcached *s, struct memcached_link *link,
                   int64_t start) {
    uint64_t random = etc_random(&s->load);
    link->key = (int64_t)((random >> 32) * (uint64_t)s->load.keys >> 32);
    link->update = (random & 0xFFFFFFFF) * 31 >> 32 < s->load.updates;
    link->start_ns = start;
    return memcached_ask(p, &s->client, link, &s->load);
}

/* Starts what the plan has for now, as far as connections are free. */
static int64_t ask_as_planned(struct probe *p, struct memcached *s, int64_t now) {
    int64_t rc = 0;
    while (rc == 0 && s->idle_count > 0 && s->next_ns <= (double)now) {
        struct memcached_link *link = &s->links[s->idle[--s->idle_count]];
        int64_t start = (int64_t)s->next_ns;
        lateness_add(&s->late, now - (start > link->freed_ns ? start : link->freed_ns));
        s->next_ns += s->gap_ns * s->load.gaps[etc_random(&s->load) & (ETC_DRAWN - 1)];
        rc = ask(p, s, link, start);
        now = probe_now_ns();
    }
    return rc;
}

static int64_t ask_at_once(struct probe *p, struct memcached *s, int64_t now) {
    int64_t rc = 0;
    while (rc == 0 && s->idle_count > 0) {
        rc = ask(p, s, &s->links[s->idle[--s->idle_count]], now);
    }
    return rc;
}

/* One connection in a closed loop: its answer is all there is to wait for. */
static int waits_in_read(const struct memcached *s) {
    return s->count == 1 && s->gap_ns <= 0;
}

static int wait_for(struct memcached *s, int64_t ns) {
    struct timespec t = {ns / 1000000000, ns % 1000000000};
    if (ns == 0) {
        return epoll_wait(s->epoll, s->events, MOST_EVENTS, 0);
    }
    long n = syscall(SYS_epoll_pwait2, s->epoll, s->events, MOST_EVENTS, &t, NULL, 0);
    return n < 0 && errno == ENOSYS
               ? epoll_wait(s->epoll, s->events, MOST_EVENTS, (int)(ns / 1000000))
               : (int)n;
}

/* Waits for answers, or for the next start. 0 or -errno with the reason. */
static int64_t wait_for_more(struct probe *p, struct memcached *s, int64_t now) {
    s->next_ready = 0;
    s->ready = 1;
    if (waits_in_read(s)) {
        s->events[0].data.u32 = 0;
        return 0;
    }
    int64_t patience = s->client.timeout_ms * 1000000;
    int64_t wait = patience;
    if (s->gap_ns > 0 && s->idle_count > 0) {
        int64_t until = (int64_t)s->next_ns - now - s->spin_ns;
        wait = until < 0 ? 0 : until < patience ? until : patience;
    }
    int n = wait_for(s, wait);
    if (n < 0 && errno != EINTR) {
        return net_client_fail(p, &s->client, errno);
    }
    s->ready = n < 0 ? 0 : n;
    int waits = s->idle_count < s->count;
    return waits && n == 0 && probe_now_ns() - s->heard_ns > patience
               ? net_client_fail(p, &s->client, ETIMEDOUT)
               : 0;
}

/* Takes one answer, and asks again in a closed loop. 1 it counts, 0 it does not, or -errno. */
static int64_t take(struct probe *p, struct memcached *s, int64_t *ns) {
    int index = (int)s->events[s->next_ready++].data.u32;
    struct memcached_link *link = &s->links[index];
    int flags = waits_in_read(s) ? 0 : MSG_DONTWAIT;
    int64_t heard = memcached_hear(p, &s->client, link, &s->load, flags);
    if (heard == MEMCACHED_PART || heard < 0) {
        return heard;
    }
    int64_t now = probe_now_ns();
    int counts = !link->crossed;
    s->misses += heard == MEMCACHED_MISS;
    s->heard_ns = now;
    link->freed_ns = now;
    link->crossed = 0;
    if (counts && ns) {
        *ns = now - link->start_ns;
    }
    if (s->gap_ns > 0) {
        s->idle[s->idle_count++] = index;
        return counts;
    }
    int64_t rc = ask(p, s, link, now);
    return rc < 0 ? rc : counts;
}

/* The harness was away: the plan moves on, and what was out for long cannot be told any more. */
static int64_t enter(struct memcached *s) {
    int64_t now = probe_now_ns();
    int64_t away = s->left_ns == 0 ? 0 : now - s->left_ns;
    s->next_ns = s->left_ns == 0 ? (double)now : s->next_ns + (double)away;
    s->heard_ns = now;
    for (int i = 0; i < s->count && away > AWAY_NS; i++) {
        s->links[i].crossed = s->links[i].busy;
        s->links[i].freed_ns = now;
    }
    return now;
}

/* Returns the operations done. */
static int64_t memcached_batch(struct probe *p, int64_t ops, int64_t *ns) {
    struct memcached *s = p->state;
    int64_t rc = net_client_pin(p, &s->client);
    int64_t now = enter(s);
    int64_t done = 0;
    while (rc >= 0 && done < ops) {
        now = s->gap_ns > 0 ? probe_now_ns() : now;
        rc = s->gap_ns > 0 ? ask_as_planned(p, s, now) : ask_at_once(p, s, now);
        if (rc >= 0 && s->next_ready == s->ready) {
            rc = wait_for_more(p, s, now);
        }
        if (rc >= 0 && s->next_ready < s->ready) {
            rc = take(p, s, ns ? ns + done : NULL);
            done += rc > 0;
        }
    }
    s->left_ns = probe_now_ns();
    return rc < 0 ? rc : ops;
}

/*
 * "misses": gets that found nothing; "late.N": how late the client was, ns, at N thousandths of the
 * requests since "late.reset" was asked for; and what every client counts.
 */
static int64_t memcached_counter(struct probe *p, const char *name) {
    struct memcached *s = p->state;
    if (strcmp(name, "misses") == 0) {
        return s->misses;
    }
    if (strcmp(name, "late.reset") == 0) {
        lateness_reset(&s->late);
        return 0;
    }
    if (strncmp(name, "late.", 5) == 0) {
        return lateness_at(&s->late, strtol(name + 5, NULL, 10));
    }
    return net_client_counter(p, &s->client, -1, name);
}

static void memcached_close(struct probe *p) {
    struct memcached *s = p->state;
    if (s) {
        for (int i = 0; i < MOST_LINKS; i++) {
            memcached_disconnect(&s->links[i]);
        }
        if (s->epoll >= 0) {
            close(s->epoll);
        }
        net_client_close(&s->client);
        etc_load_close(&s->load);
        free(s);
    }
}

static const struct probe_ops memcached = {
    .name = "memcached",
    .open = memcached_open,
    .batch = memcached_batch,
    .counter = memcached_counter,
    .close = memcached_close,
};
PROBE(memcached);
