"""What people can do in Discord, a module for each kind of person."""
