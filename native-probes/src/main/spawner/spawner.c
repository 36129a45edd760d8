/*
 * A process as small as one can be, which forks in the place of the JVM: otherwise the JVM's page
 * tables are what is copied. Static, no C library, raw system calls; build.sh links it and spawn.c
 * embeds it. As "spawner SOCKET MEMORY SELF" (numbers of open files) it obeys orders until the
 * socket is closed; as "spawner time FILE -- PROGRAM ARGUMENT..." it runs a command and leaves in the
 * file what that took; with any other count of arguments it is the program that does nothing.
 *
 * It goes with the thread that started it (PR_SET_PDEATHSIG), or when the socket ends.
 */
#include "spawner.h"

#include <linux/close_range.h>
#include <linux/fcntl.h>
#include <linux/mman.h>
#include <linux/prctl.h>
#include <linux/sched.h>
#include <linux/time.h>
#include <asm/errno.h>
#include <asm/signal.h>
#include <asm/unistd.h>

#define ARGUMENTS 4
#define COMMAND 4
#define USAGE_WORDS 18
#define USAGE_MOST_KB 4
#define MICROSECONDS 1000000
#define FAILED_EXEC 126
#define PROT_READ_WRITE 3
#define MAP_SHARED_FILE 1

#if defined(__x86_64__)
static inline long call6(long n, long a, long b, long c, long d, long e, long f) {
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    register long r9 __asm__("r9") = f;
    __asm__ volatile("syscall"
                     : "+a"(n)
                     : "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return n;
}
/* The kernel leaves argc, argv and nothing to return to on the stack. */
__asm__(".globl _start\n_start: xor %ebp, %ebp\n mov %rsp, %rdi\n and $-16, %rsp\n call begin\n");
#elif defined(__aarch64__)
static inline long call6(long n, long a, long b, long c, long d, long e, long f) {
    register long x8 __asm__("x8") = n;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    register long x4 __asm__("x4") = e;
    register long x5 __asm__("x5") = f;
    __asm__ volatile("svc 0"
                     : "+r"(x0)
                     : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5)
                     : "memory");
    return x0;
}
__asm__(".globl _start\n_start: mov x29, #0\n mov x0, sp\n bl begin\n");
#endif

#define CALL1(n, a) call6(n, (long)(a), 0, 0, 0, 0, 0)
#define CALL3(n, a, b, c) call6(n, (long)(a), (long)(b), (long)(c), 0, 0, 0)

_Noreturn static void leave(int status) {
    for (;;) {
        CALL1(__NR_exit_group, status);
    }
}

static int64_t now_ns(void) {
    struct {
        int64_t s, ns;
    } t;
    CALL3(__NR_clock_gettime, CLOCK_MONOTONIC, &t, 0);
    return t.s * 1000000000 + t.ns;
}

/* The third and fourth argument of clone differ in order between architectures; all are 0. */
static inline long clone(long flags) {
    return CALL1(__NR_clone, flags);
}

/* One process more and one less; its id, or -errno. */
static long forked(void) {
    long pid = clone(SIGCHLD);
    if (pid == 0) {
        leave(0);
    }
    return pid;
}

/*
 * As forked(), with the program that does nothing in the child. The child runs on this stack until
 * it has executed: it makes no call that is not inlined, and this frame holds nothing it writes.
 */
static __attribute__((noinline)) long vforked(long self) {
    static char *const arguments[] = {"nothing", 0};
    static char *const environment[] = {0};
    long pid = clone(CLONE_VM | CLONE_VFORK | SIGCHLD);
    if (pid == 0) {
        call6(__NR_execveat, self, (long)"", (long)arguments, (long)environment, AT_EMPTY_PATH, 0);
        CALL1(__NR_exit_group, FAILED_EXEC);
        __builtin_unreachable();
    }
    return pid;
}

/* Waits for the child; -errno, or -ECANCELED where it did not end with 0. */
static int reaped(long pid) {
    int status = -1;
    long rc = call6(__NR_wait4, pid, (long)&status, 0, 0, 0, 0);
    return rc < 0 ? (int)rc : status == 0 ? 0 : -ECANCELED;
}

static int spawn_once(int how, long self) {
    long pid = how == SPAWNER_FORK ? forked() : vforked(self);
    return pid < 0 ? (int)pid : reaped(pid);
}

static int obey(const struct spawner_order *order, int64_t *ns, long self) {
    int rc = 0;
    int64_t end = order->timed ? now_ns() : 0;
    for (int32_t i = 0; i < order->ops && rc == 0; i++) {
        int64_t start = end;
        rc = spawn_once(order->how, self);
        if (order->timed) {
            end = now_ns();
            ns[i] = end - start;
        }
    }
    return rc;
}

static long number(const char *text) {
    long n = 0;
    while (*text) {
        n = n * 10 + (*text++ - '0');
    }
    return n;
}

/* Closes whatever else of the JVM's came through exec; not so in kernels before 5.9. */
static void close_others(long first, long second, long third) {
    long low = first < second ? first : second;
    low = low < third ? low : third;
    long high = first > second ? first : second;
    high = high > third ? high : third;
    long middle = first + second + third - low - high;
    const long from[] = {0, low + 1, middle + 1, high + 1};
    const long to[] = {low - 1, middle - 1, high - 1, ~0U};
    for (int i = 0; i < 4; i++) {
        if (from[i] <= to[i]) {
            CALL3(__NR_close_range, from[i], to[i], 0);
        }
    }
}

/* Starts a program in a child that has this memory until it has executed; see vforked(). */
static __attribute__((noinline)) long started(const char *const *words, const char *const *environment,
                                              volatile long *error) {
    long pid = clone(CLONE_VM | CLONE_VFORK | SIGCHLD);
    if (pid == 0) {
        CALL3(__NR_prctl, PR_SET_PDEATHSIG, SIGKILL, 0);
        *error = CALL3(__NR_execve, words[0], words, environment);
        CALL1(__NR_exit_group, FAILED_EXEC);
        __builtin_unreachable();
    }
    return pid;
}

/*
 * Runs a command and writes what it took. The peak of its memory counts from this process on, which
 * has next to none: forked from the JVM, it would begin with that of the JVM.
 */
_Noreturn static void time_command(const char *const *arguments, const char *const *environment) {
    /* On the stack: data of its own would be a second segment, which costs every exec its time. */
    struct spawner_usage said;
    int64_t usage[USAGE_WORDS];
    volatile long error = 0;
    int status = 0;
    long file = call6(__NR_openat, AT_FDCWD, (long)arguments[2],
                      O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600, 0, 0);
    int64_t start = now_ns();
    long pid = started(arguments + COMMAND, environment, &error);
    long rc = pid < 0 ? pid : call6(__NR_wait4, pid, (long)&status, 0, (long)usage, 0, 0);
    said.wall_ns = now_ns() - start;
    said.user_us = usage[0] * MICROSECONDS + usage[1];
    said.system_us = usage[2] * MICROSECONDS + usage[3];
    said.most_kb = usage[USAGE_MOST_KB];
    said.status = status;
    said.error = rc < 0 ? rc : error;
    leave(CALL3(__NR_write, file, &said, sizeof said) == sizeof said ? 0 : 1);
}

__attribute__((used)) _Noreturn static void begin(const long *stack) {
    const char *const *arguments = (const char *const *)(stack + 1);
    if (stack[0] > COMMAND) {
        CALL3(__NR_prctl, PR_SET_PDEATHSIG, SIGKILL, 0);
        time_command(arguments, arguments + stack[0] + 1);
    }
    if (stack[0] != ARGUMENTS) {
        leave(0);
    }
    CALL3(__NR_prctl, PR_SET_PDEATHSIG, SIGKILL, 0);
    long socket = number(arguments[1]), memory = number(arguments[2]), self = number(arguments[3]);
    close_others(socket, memory, self);
    long shared = call6(__NR_mmap, 0, SPAWNER_MOST_OPS * sizeof(int64_t), PROT_READ_WRITE,
                        MAP_SHARED_FILE, memory, 0);
    struct spawner_answer answer = {shared < 0 && shared > -4096 ? (int32_t)shared : 0};
    struct spawner_order order;
    while (CALL3(__NR_write, socket, &answer, sizeof answer) == sizeof answer &&
           CALL3(__NR_read, socket, &order, sizeof order) == sizeof order) {
        answer.result = obey(&order, (int64_t *)shared, self);
    }
    leave(0);
}
