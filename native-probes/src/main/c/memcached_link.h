/* One connection to a memcached: requests of its text protocol, and their answers, checked. */
#ifndef TARE_MEMCACHED_LINK_H
#define TARE_MEMCACHED_LINK_H

#include "etc_load.h"
#include "net_client.h"

struct memcached_link {
    int fd;
    /* A request is out. */
    int busy;
    /* Its time is not to be told: it was out while nobody looked. */
    int crossed;
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

/* Connects. 0 or -errno with the reason. */
int64_t memcached_connect(struct probe *p, struct net_client *c, struct memcached_link *link);
void memcached_disconnect(struct memcached_link *link);

/* Sets every key, and waits until that is done. 0 or -errno with the reason. */
int64_t memcached_fill(struct probe *p, struct net_client *c, struct memcached_link *link,
                       struct etc_load *load);

/* Sends the link's request: its key, and where it is an update the next value. 0 or -errno. */
int64_t memcached_ask(struct probe *p, struct net_client *c, struct memcached_link *link,
                      struct etc_load *load);

enum memcached_heard { MEMCACHED_PART, MEMCACHED_DONE, MEMCACHED_MISS };

/* Takes what there is of the answer, flags as of recv(). An enum memcached_heard, or -errno. */
int64_t memcached_hear(struct probe *p, struct net_client *c, struct memcached_link *link,
                       const struct etc_load *load, int flags);

#endif
