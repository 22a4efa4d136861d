"""The API: who may call, how it says no, how a repeated call stays one."""
