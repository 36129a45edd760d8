/*
 * The peer of kernel.Spawn: starts and awaits children, one at a time, for some seconds.
 *   spawn_loop fork|vfork SECONDS
 * fork: fork, exit, wait. vfork: vfork, exec of ./nothing, wait.
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void spawn(int with_exec) {
    static char *const argv[] = {"nothing", NULL};
    static char *const envp[] = {NULL};
    pid_t child = with_exec ? vfork() : fork();
    if (child < 0) {
        die("fork");
    }
    if (child == 0) {
        if (with_exec) {
            execve("./nothing", argv, envp);
            _exit(1);
        }
        _exit(0);
    }
    int status;
    if (waitpid(child, &status, 0) != child || status != 0) {
        die("the child");
    }
}

int main(int argc, char **argv) {
    if (argc != 3 || (strcmp(argv[1], "fork") && strcmp(argv[1], "vfork"))) {
        fprintf(stderr, "usage: spawn_loop fork|vfork SECONDS\n");
        return 2;
    }
    int with_exec = !strcmp(argv[1], "vfork");
    int64_t start = now_ns();
    int64_t end = start + (int64_t)(atof(argv[2]) * 1e9);
    int64_t count = 0;
    int64_t now;
    do {
        spawn(with_exec);
        count++;
        now = now_ns();
    } while (now < end);
    printf("%.3f us/op\n", (double)(now - start) / 1000 / (double)count);
    return 0;
}
