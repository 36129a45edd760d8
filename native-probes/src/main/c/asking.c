#define _GNU_SOURCE
#include "asking.h"

#include "net_cpus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FIRST_ROOM 4096
/* Sleeping ends up to this late; the rest of a wait is spent asking whether an answer is there. */
#define SPIN_NS 60000
/* Whoever is away for longer between two batches cannot tell how long an answer took. */
#define AWAY_NS 200000

#ifndef SYS_epoll_pwait2
#define SYS_epoll_pwait2 441
#endif

static int64_t connect_one(struct probe *p, struct asking *s, struct asking_link *link) {
    link->answer = malloc(FIRST_ROOM);
    link->room = FIRST_ROOM;
    int64_t fd = link->answer ? net_client_stream(p, &s->client) : -ENOMEM;
    link->fd = (int)fd;
    return fd < 0 ? fd : 0;
}

static void disconnect(struct asking_link *link) {
    if (link->fd >= 0) {
        close(link->fd);
    }
    free(link->answer);
}

int64_t asking_wrong(struct probe *p, const struct asking *a, const struct asking_link *link) {
    int n = (int)(link->have < 80 ? link->have : 80);
    const char *end = memchr(link->answer, '\r', (size_t)n);
    return probe_fail(p, EBADMSG, "%s port %d answered: %.*s", a->client.host, (int)a->client.port,
                      end ? (int)(end - link->answer) : n, link->answer);
}

int64_t asking_room(struct asking_link *link, size_t need) {
    if (need > link->room) {
        char *larger = realloc(link->answer, need);
        if (!larger) {
            return -ENOMEM;
        }
        link->answer = larger;
        link->room = need;
    }
    return 0;
}

static int64_t connect_all(struct probe *p, struct asking *s) {
    for (int i = 0; i < s->count; i++) {
        struct epoll_event event = {.events = EPOLLIN, .data.u32 = (uint32_t)i};
        int64_t rc = connect_one(p, s, &s->links[i]);
        if (rc < 0) {
            return rc;
        }
        if (epoll_ctl(s->epoll, EPOLL_CTL_ADD, s->links[i].fd, &event) < 0) {
            return net_client_fail(p, &s->client, errno);
        }
        s->idle[i] = i;
    }
    s->idle_count = (int)s->count;
    return s->protocol->begin ? s->protocol->begin(p, s) : 0;
}

int64_t asking_open(struct probe *p, const struct asking_protocol *protocol) {
    struct asking *s = calloc(1, sizeof *s);
    int64_t rate;
    int64_t server_cpu;
    if (!s) {
        return -ENOMEM;
    }
    p->state = s;
    s->protocol = protocol;
    s->client.program = protocol->program;
    for (int i = 0; i < ASKING_MOST_LINKS; i++) {
        s->links[i].fd = -1;
    }
    s->epoll = epoll_create1(EPOLL_CLOEXEC);
    int64_t rc = probe_i64(p, "connections", 1, 1, ASKING_MOST_LINKS, &s->count);
    rc = rc < 0 ? rc : probe_i64(p, "rate", 0, 0, 10000000, &rate);
    rc = rc < 0 ? rc : etc_gaps_open(p, &s->gaps);
    rc = rc < 0 ? rc : protocol->open(p, s);
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

static int64_t ask(struct probe *p, struct asking *s, struct asking_link *link, int64_t start) {
    link->start_ns = start;
    link->have = 0;
    link->need = 0;
    link->busy = 1;
    return s->protocol->ask(p, s, link);
}

/* Late is from when a connection was free: it has to be the one that was, not one that is now. */
static struct asking_link *next_idle(struct asking *s) {
    s->idle_count--;
    return &s->links[s->idle[s->idle_first++ % ASKING_MOST_LINKS]];
}

/* Starts what the plan has for now, as far as connections are free. */
static int64_t ask_as_planned(struct probe *p, struct asking *s, int64_t now) {
    int64_t rc = 0;
    while (rc == 0 && s->idle_count > 0 && s->next_ns <= (double)now) {
        struct asking_link *link = next_idle(s);
        int64_t start = (int64_t)s->next_ns;
        lateness_add(&s->late, now - (start > link->freed_ns ? start : link->freed_ns));
        s->next_ns += s->gap_ns * etc_next_gap(&s->gaps);
        rc = ask(p, s, link, start);
        now = probe_now_ns();
    }
    return rc;
}

static int64_t ask_at_once(struct probe *p, struct asking *s, int64_t now) {
    int64_t rc = 0;
    while (rc == 0 && s->idle_count > 0) {
        rc = ask(p, s, next_idle(s), now);
    }
    return rc;
}

/* One connection in a closed loop: its answer is all there is to wait for. */
static int waits_in_read(const struct asking *s) {
    return s->count == 1 && s->gap_ns <= 0;
}

static int wait_for(struct asking *s, int64_t ns) {
    struct timespec t = {ns / 1000000000, ns % 1000000000};
    if (ns == 0) {
        return epoll_wait(s->epoll, s->events, ASKING_MOST_EVENTS, 0);
    }
    long n = syscall(SYS_epoll_pwait2, s->epoll, s->events, ASKING_MOST_EVENTS, &t, NULL, 0);
    return n < 0 && errno == ENOSYS
               ? epoll_wait(s->epoll, s->events, ASKING_MOST_EVENTS, (int)(ns / 1000000))
               : (int)n;
}

/* Waits for answers, or for the next start. 0 or -errno with the reason. */
static int64_t wait_for_more(struct probe *p, struct asking *s, int64_t now) {
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
static int64_t take(struct probe *p, struct asking *s, int64_t *ns) {
    int index = (int)s->events[s->next_ready++].data.u32;
    struct asking_link *link = &s->links[index];
    int flags = waits_in_read(s) ? 0 : MSG_DONTWAIT;
    int64_t heard = s->protocol->hear(p, s, link, flags);
    if (heard == ASKING_PART || heard < 0) {
        return heard;
    }
    int64_t now = probe_now_ns();
    int counts = !link->crossed;
    s->misses += heard == ASKING_MISS;
    s->heard_ns = now;
    link->freed_ns = now;
    link->crossed = 0;
    link->busy = 0;
    if (counts && ns) {
        *ns = now - link->start_ns;
    }
    if (s->gap_ns > 0) {
        s->idle[(s->idle_first + (uint32_t)s->idle_count++) % ASKING_MOST_LINKS] = index;
        return counts;
    }
    int64_t rc = ask(p, s, link, now);
    return rc < 0 ? rc : counts;
}

/* The harness was away: the plan moves on, and what was out for long cannot be told any more. */
static int64_t enter(struct asking *s) {
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
int64_t asking_batch(struct probe *p, int64_t ops, int64_t *ns) {
    struct asking *s = p->state;
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
int64_t asking_counter(struct probe *p, const char *name) {
    struct asking *s = p->state;
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

void asking_close(struct probe *p) {
    struct asking *s = p->state;
    if (s) {
        for (int i = 0; i < ASKING_MOST_LINKS; i++) {
            disconnect(&s->links[i]);
        }
        if (s->epoll >= 0) {
            close(s->epoll);
        }
        net_client_close(&s->client);
        etc_gaps_close(&s->gaps);
        if (s->protocol->close) {
            s->protocol->close(s);
        }
        free(s);
    }
}

