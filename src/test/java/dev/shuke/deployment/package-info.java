/** What ships the application: the image, the compose file and the chart say what the application reads. */
package dev.shuke.deployment;
