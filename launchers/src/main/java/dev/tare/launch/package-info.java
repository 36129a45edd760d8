/**
 * Says where it is measured: environments, the layers that make them, and the limits they get.
 * Knows no benchmark and no statistics; runs engines by their own command lines.
 */
package dev.tare.launch;
