#define _GNU_SOURCE
#include "asking.h"
#include "check.h"

#include <arpa/inet.h>
#include <errno.h>
#include <time.h>
#include <unistd.h>

#define CLIENTS 2
#define RATE 10

/* The server's ends of the connections, and how long the client is away when it hears the first answer. */
static int listening;
static int ends[CLIENTS];
static int64_t away_ns;

static int64_t nothing(struct probe *p, struct asking *a) {
    (void)p;
    (void)a;
    return 0;
}

static int64_t accept_all(struct probe *p, struct asking *a) {
    (void)p;
    for (int i = 0; i < a->count; i++) {
        ends[i] = accept(listening, NULL, NULL);
        CHECK(ends[i] >= 0);
    }
    return 0;
}

static int64_t answer_at_once(struct probe *p, struct asking *a, struct asking_link *link) {
    (void)p;
    return write(ends[link - a->links], "", 1) == 1 ? 0 : -EIO;
}

static int64_t hear_and_stall(struct probe *p, struct asking *a, struct asking_link *link, int flags) {
    char answer;
    (void)p;
    (void)a;
    if (recv(link->fd, &answer, 1, flags) != 1) {
        return ASKING_PART;
    }
    struct timespec t = {away_ns / 1000000000, away_ns % 1000000000};
    nanosleep(&t, NULL);
    away_ns = 0;
    return ASKING_DONE;
}

static const struct asking_protocol protocol = {
    .program = "test",
    .open = nothing,
    .begin = accept_all,
    .ask = answer_at_once,
    .hear = hear_and_stall,
};

static int listen_anywhere(void) {
    struct sockaddr_in any = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof any;
    listening = socket(AF_INET, SOCK_STREAM, 0);
    CHECK_EQ(bind(listening, (struct sockaddr *)&any, size), 0);
    CHECK_EQ(listen(listening, CLIENTS), 0);
    CHECK_EQ(getsockname(listening, (struct sockaddr *)&any, &size), 0);
    return ntohs(any.sin_port);
}

/* Of the two connections one was free all the time: the second request could have been sent when it was due. */
static void a_client_that_is_away_is_late_though_a_connection_became_free_meanwhile(void) {
    char config[128];
    struct probe p = {.config = config};
    struct etc_gaps gaps = {NULL, 0};
    snprintf(config, sizeof config, "cpus=none\nport=%d\nconnections=%d\nrate=%d\n",
             listen_anywhere(), CLIENTS, RATE);
    CHECK_EQ(etc_gaps_open(&p, &gaps), 0);
    double first = 1e9 / RATE * etc_next_gap(&gaps);
    double second = 1e9 / RATE * etc_next_gap(&gaps);
    etc_gaps_close(&gaps);
    away_ns = (int64_t)(first + second / 2);
    CHECK_EQ(asking_open(&p, &protocol), 0);
    CHECK_EQ(asking_batch(&p, 2, NULL), 2);
    CHECK(asking_counter(&p, "late.999") > second * .45);
    asking_close(&p);
    for (int i = 0; i < CLIENTS; i++) {
        close(ends[i]);
    }
    close(listening);
}

int main(void) {
    a_client_that_is_away_is_late_though_a_connection_became_free_meanwhile();
    return 0;
}
