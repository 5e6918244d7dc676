/** How a deployment is set up: the schema migration. Owns no table. */
package dev.shuke.platform.config;
