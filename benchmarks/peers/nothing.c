/*
 * The program that does nothing, and the least of it: no C library to start. What spawn_loop
 * executes, as small as the one that kernel.Spawn executes.
 */
#include <sys/syscall.h>

__attribute__((noreturn)) void _start(void) {
    for (;;) {
#if defined(__x86_64__)
        __asm__ volatile("syscall" : : "a"(SYS_exit_group), "D"(0) : "rcx", "r11", "memory");
#elif defined(__aarch64__)
        register long number __asm__("x8") = SYS_exit_group;
        register long status __asm__("x0") = 0;
        __asm__ volatile("svc 0" : : "r"(number), "r"(status) : "memory");
#else
#error "x86-64 and aarch64 only"
#endif
    }
}
