"""Which entry has which published address, and what leads on from addresses without one."""
