"""The directory of services, referrals to them, and where they are missing."""
