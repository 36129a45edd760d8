/*
 * The peer of net.TcpCrr: connect, one byte there and back, close, one connection at a time.
 *   crr_pair CLIENT_CPU SERVER_CPU SECONDS
 * Prints the median of the connections' durations. The server is a child on its own CPU and closes
 * first, so that the client's ports are not used up.
 */
#define _GNU_SOURCE
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MOST 10000000

/* Of each connection; its pages are touched as they are needed. */
static int64_t durations[MOST];

static int64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void pin(int cpu) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    if (sched_setaffinity(0, sizeof set, &set)) {
        die("sched_setaffinity");
    }
}

static void serve(int listener) {
    for (;;) {
        char byte;
        int peer = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        if (peer < 0) {
            die("accept");
        }
        if (recv(peer, &byte, 1, 0) != 1 || send(peer, &byte, 1, MSG_NOSIGNAL) != 1) {
            die("the server");
        }
        close(peer);
    }
}

static void transact(const struct sockaddr_in *address) {
    char byte = 'x';
    int s = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (s < 0 || connect(s, (const struct sockaddr *)address, sizeof *address)) {
        die("connect");
    }
    if (send(s, &byte, 1, MSG_NOSIGNAL) != 1 || recv(s, &byte, 1, 0) != 1 ||
        recv(s, &byte, 1, 0) != 0) {
        die("the client");
    }
    close(s);
}

static int ascending(const void *a, const void *b) {
    const int64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static int listen_on_loopback(struct sockaddr_in *address) {
    socklen_t size = sizeof *address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    address->sin_family = AF_INET;
    address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (listener < 0 || bind(listener, (struct sockaddr *)address, sizeof *address) ||
        listen(listener, 1024) || getsockname(listener, (struct sockaddr *)address, &size)) {
        die("listen");
    }
    return listener;
}

int main(int argc, char **argv) {
    if (argc != 4) {
        fprintf(stderr, "usage: crr_pair CLIENT_CPU SERVER_CPU SECONDS\n");
        return 2;
    }
    struct sockaddr_in address = {0};
    int listener = listen_on_loopback(&address);
    pid_t server = fork();
    if (server < 0) {
        die("fork");
    }
    if (server == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        pin(atoi(argv[2]));
        serve(listener);
    }
    pin(atoi(argv[1]));
    int64_t end = now_ns() + (int64_t)(atof(argv[3]) * 1e9);
    int64_t count = 0;
    for (int64_t start = now_ns(); start < end && count < MOST; count++) {
        transact(&address);
        int64_t now = now_ns();
        durations[count] = now - start;
        start = now;
    }
    kill(server, SIGKILL);
    qsort(durations, (size_t)count, sizeof durations[0], ascending);
    printf("%.3f us/op\n", (double)durations[count / 2] / 1000);
    return 0;
}
