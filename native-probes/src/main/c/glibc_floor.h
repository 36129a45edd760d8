/*
 * Included before every file (-include): binds the symbols that newer glibc versions moved to
 * their first version, so that a library built on today's system loads on glibc 2.28.
 * build.sh links libpthread.so.0 by name besides: before 2.34 these symbols live there.
 */
#ifndef TARE_GLIBC_FLOOR_H
#define TARE_GLIBC_FLOOR_H

#if defined(__x86_64__)
#define TARE_FLOOR "GLIBC_2.2.5"
#define TARE_FLOOR_AFFINITY "GLIBC_2.3.4"
#elif defined(__aarch64__)
#define TARE_FLOOR "GLIBC_2.17"
#define TARE_FLOOR_AFFINITY "GLIBC_2.17"
#endif

#ifndef __SANITIZE_ADDRESS__
#define TARE_BIND(symbol, version) __asm__(".symver " #symbol "," #symbol "@" version)
TARE_BIND(pthread_create, TARE_FLOOR);
TARE_BIND(pthread_join, TARE_FLOOR);
TARE_BIND(pthread_setaffinity_np, TARE_FLOOR_AFFINITY);
TARE_BIND(pthread_getaffinity_np, TARE_FLOOR_AFFINITY);
TARE_BIND(pthread_kill, TARE_FLOOR);
TARE_BIND(sem_init, TARE_FLOOR);
TARE_BIND(sem_post, TARE_FLOOR);
TARE_BIND(sem_wait, TARE_FLOOR);
TARE_BIND(sem_destroy, TARE_FLOOR);
TARE_BIND(pow, TARE_FLOOR);
TARE_BIND(log, TARE_FLOOR);
/* What the headers of glibc 2.38 and newer make of strtol() and its kin under _GNU_SOURCE. */
#define TARE_BIND_AS(symbol, older) __asm__(".symver " #symbol "," #older "@" TARE_FLOOR)
TARE_BIND_AS(__isoc23_strtol, strtol);
TARE_BIND_AS(__isoc23_strtoul, strtoul);
TARE_BIND_AS(__isoc23_strtoll, strtoll);
TARE_BIND_AS(__isoc23_strtoull, strtoull);
#endif

#endif
