/** Says what a profile's forks, iterations and seconds buy. Prints a table; chooses nothing. */
package dev.tare.profiles;
