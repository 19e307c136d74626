-- PostgreSQL takes no long values into an index, and reads these rows quickly
-- without one of their own.
SELECT 1;
