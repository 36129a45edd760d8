/**
 * Adversarial neighbours, always bounded: what a victim beside them loses is what a layer fails to
 * isolate. Measures no victim; the isolation experiment runs one beside a bomb.
 */
package dev.tare.bench.bomb;
