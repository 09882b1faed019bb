"""The data sheets before they are drawn."""
