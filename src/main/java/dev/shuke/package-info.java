/** Shuke: the customer-data backend for retail SaaS. */
package dev.shuke;
