"""The pages of policylab: thin Panel pages and the browser components they show."""
