"""Pure decisions of the transfer to the job."""
