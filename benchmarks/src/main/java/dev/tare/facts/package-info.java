/**
 * Says what this environment is: reads it, detects the layers around it, and lets out only what the
 * allow-list names. Measures nothing.
 */
package dev.tare.facts;
