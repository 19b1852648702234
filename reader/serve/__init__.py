"""A site for a reading group, served: its books and pages, and the reading positions of its members. Starlette and uvicorn live here."""
